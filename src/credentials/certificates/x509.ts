// @peculiar/x509 finds its parts by decorators, whose metadata this defines; it has to be there before
import 'reflect-metadata';

/** The one door to X.509: about 60 kB compressed, so whoever comes here comes by a dynamic import. */
export * from '@peculiar/x509';
