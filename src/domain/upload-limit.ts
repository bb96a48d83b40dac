/** Bytes of a file that the console takes. A regency's prelist has some 10 MB; the nation's goes in by the command line. */
export const maxUploadBytes = 32 * 1024 * 1024;
