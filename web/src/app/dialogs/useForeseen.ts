import { useEffect, useState } from 'react';
import { useModel } from '@/app/ModelContext';
import { client } from '@/graphql/client';
import { type ResultOf, graphql } from '@/graphql/tada';
import type { Command } from '@/model/commands/command';
import { edits } from '@/model/commands/kinds';
import { isUnsaved } from '@/model/draft/draft';

const TryChanges = graphql(`
  mutation TryChanges(
    $model: String!
    $branch: String!
    $base: String!
    $message: String!
    $edits: [EditInput!]!
  ) {
    commitChanges(
      model: $model
      branch: $branch
      base: $base
      message: $message
      edits: $edits
      dryRun: true
    ) {
      __typename
      ... on CommitRefused {
        reason
        diagnostics {
          code
          message
          help
        }
      }
    }
  }
`);

/** Why the server would not have a command. */
export type Refused = Extract<ResultOf<typeof TryChanges>['commitChanges'], { __typename: 'CommitRefused' }>;

/** What would come of a command; null until it is known, and where the server does not say. */
export function useForeseen(command: Command | null): Refused | 'accepted' | null {
  const { name, branch, draft, revision } = useModel();
  const [answer, setAnswer] = useState<{ to: string; says: Refused | 'accepted' } | null>(null);
  // A draft that is not on the server yet begins where the branch stands that it is made from.
  const on = draft?.isNew ? draft.from : branch;
  const isWaiting = draft !== undefined && isUnsaved(draft);
  const letter = command && on && !isWaiting ? { on, edits: edits(command) } : null;
  const asked = letter ? JSON.stringify([name, letter.on, revision, letter.edits]) : null;
  useEffect(() => {
    if (asked === null) return;
    const [model, to, base, changes] = JSON.parse(asked) as [
      string,
      string,
      string,
      ReturnType<typeof edits>,
    ];
    let isCurrent = true;
    const variables = { model, branch: to, base, message: '-', edits: changes };
    void client
      .mutation(TryChanges, variables)
      .toPromise()
      .then(({ data }) => {
        const result = data?.commitChanges;
        if (!isCurrent || !result) return;
        if (result.__typename === 'CommitRefused') setAnswer({ to: asked, says: result });
        if (result.__typename === 'CommitSucceeded') setAnswer({ to: asked, says: 'accepted' });
      });
    return () => {
      isCurrent = false;
    };
  }, [asked]);
  return answer && answer.to === asked ? answer.says : null;
}
