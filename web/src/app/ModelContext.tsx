import { createContext, useContext } from 'react';
import type { FrameQuery } from '@/graphql/frame';
import type { ResultOf } from '@/graphql/tada';
import type { Draft } from '@/model/draft/draft';

type Data = ResultOf<typeof FrameQuery>;

/** The model on the screen, at the one revision that everything on it shows. */
export interface OpenModel {
  name: string;
  title: string;
  description: string;
  /** Language codes of the model; the first is the main one. */
  languages: string[];
  stats: Data['model']['stats'];
  branches: Data['model']['branches'];
  tags: Data['model']['tags'];
  commit: Data['model']['commit'];
  me: Data['me'];
  /** As the address says it; undefined is the default branch. */
  at: string | undefined;
  /** The branch that is shown; undefined for a tag, commit or date: these are read only. */
  branch: string | undefined;
  /** The commit that is shown. */
  revision: string;
  /** Whether the caller may edit what is shown. */
  isEditable: boolean;
  /** Edits on this branch that this browser knows of. */
  draft: Draft | undefined;
}

export const ModelContext = createContext<OpenModel | null>(null);

/** The model on the screen. */
export function useModel(): OpenModel {
  const model = useContext(ModelContext);
  if (!model) throw new Error('outside of a model');
  return model;
}
