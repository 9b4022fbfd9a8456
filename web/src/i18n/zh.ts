import { gathered, type Words } from './gathered';

export default gathered(import.meta.glob<Words>('./zh/*.json', { import: 'default', eager: true }));
