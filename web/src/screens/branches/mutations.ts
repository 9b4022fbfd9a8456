import { graphql } from '@/graphql/tada';

/** Makes a branch at a branch, tag, commit or date. */
export { CreateBranch } from '@/graphql/commit';

/** Removes a branch that is where it was seen. */
export const DeleteBranch = graphql(`
  mutation DeleteBranch($model: String!, $name: String!, $seen: String!) {
    deleteBranch(model: $model, name: $name, seen: $seen) {
      name
      revision
    }
  }
`);

/** Gives a branch another name. */
export const RenameBranch = graphql(`
  mutation RenameBranch($model: String!, $name: String!, $to: String!) {
    renameBranch(model: $model, name: $name, to: $to) {
      name
      revision
    }
  }
`);

/** Protects a branch, or those of a pattern. */
export const ProtectBranch = graphql(`
  mutation ProtectBranch($model: String!, $pattern: String!) {
    protectBranch(model: $model, pattern: $pattern) {
      pattern
    }
  }
`);

/** Takes a protection away. */
export const UnprotectBranch = graphql(`
  mutation UnprotectBranch($model: String!, $pattern: String!) {
    unprotectBranch(model: $model, pattern: $pattern) {
      pattern
    }
  }
`);

/** Names a commit. */
export const CreateTag = graphql(`
  mutation CreateTag($model: String!, $name: String!, $at: String!, $message: String) {
    createTag(model: $model, name: $name, at: $at, message: $message) {
      name
      revision
    }
  }
`);

/** Removes a tag that names the commit it was seen to name. */
export const DeleteTag = graphql(`
  mutation DeleteTag($model: String!, $name: String!, $seen: String!) {
    deleteTag(model: $model, name: $name, seen: $seen) {
      name
      revision
    }
  }
`);
