import { gathered, type Words } from './gathered';

export default gathered(import.meta.glob<Words>('./en/*.json', { import: 'default', eager: true }));
