export { type Random, seededRandom } from '../../src/cli/simulate/random.ts';
