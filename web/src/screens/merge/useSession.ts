import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import type { ResultOf } from '@/graphql/tada';
import { complain } from '@/screens/branches/work';
import type { ConflictData, Decision } from './conflict';
import { Resolve, type SessionQuery } from './queries';

/** A merge that waits. */
export type Session = ResultOf<typeof SessionQuery>['merge'];

/** Decides conflicts one by one; where somebody else decided meanwhile, the merge is shown as it is now. */
export function useSession(session: Session, again: () => void) {
  const { i18n } = useTranslation();
  const [, resolve] = useMutation(Resolve);
  const [isBusy, setBusy] = useState(false);

  async function decide({ id, seen }: ConflictData, decision: Decision | null) {
    setBusy(true);
    const { error } = await resolve({
      merge: session.id,
      version: session.version,
      language: i18n.language,
      resolutions: [
        {
          conflict: id,
          seen,
          choice: decision?.choice ?? 'UNDECIDED',
          ...(decision?.value === undefined ? {} : { value: decision.value }),
        },
      ],
    });
    if (error) complain(error);
    again();
    setBusy(false);
  }

  return { decide, isBusy };
}
