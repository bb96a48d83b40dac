export { type FieldFile, type FieldOptions, fieldFiles } from '../../src/cli/simulate/field/rows.ts';
