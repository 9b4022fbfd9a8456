import type { OpenModel } from '@/app/ModelContext';

/** The branch that a draft is merged into: where it began, or the default branch. */
export function baseOf({
  branches,
  draft,
}: Pick<OpenModel, 'branches' | 'draft'>): OpenModel['branches'][number] | undefined {
  return branches.find(({ name }) => name === draft?.from) ?? branches.find(({ isDefault }) => isDefault);
}
