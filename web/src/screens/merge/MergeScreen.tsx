import { Title } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { dateTime } from '@/i18n/i18n';
import { Breadcrumb } from '@/parts/Breadcrumb';
import { Loading } from '@/parts/Loading';
import { ProblemList } from '@/parts/Problem';
import { Trouble } from '@/parts/Trouble';
import './merge.css';
import { ConflictCard, type Side } from './ConflictCard';
import type { ConflictData, Decision } from './conflict';
import { FinishForm } from './FinishForm';
import { SessionQuery } from './queries';
import { useAuthors } from './useAuthors';
import { useFieldLabel } from './useFieldLabel';
import { type Session, useSession } from './useSession';

const route = getRouteApi('/m/$model/merge/$merge');

/** A merge that people decide bit by bit: a card for each conflict, then the findings of the whole. */
export function MergeScreen() {
  const { merge: id } = route.useParams();
  const { t, i18n } = useTranslation();
  const [{ data, error }, again] = useQuery({
    query: SessionQuery,
    variables: { id, language: i18n.language },
    requestPolicy: 'cache-and-network',
  });
  if (!data && error)
    return <Trouble error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />;
  if (!data) return <Loading />;
  const session = data.merge;
  const { into, from, state, conflicts, resolved, integrity, createdBy, created } = session;
  return (
    <div className="screen merge">
      <Breadcrumb parts={[t('versions.branches'), t('merge.title', { from, into })]} />
      <Title order={1}>{t('merge.title', { from, into })}</Title>
      <p className="quiet">
        {t('merge.begun', { who: createdBy, time: dateTime(i18n.language, created) })}{' '}
        <span role="status">
          {state === 'OPEN'
            ? t('merge.left', { count: conflicts.length, of: conflicts.length + resolved.length })
            : t(`merge.state.${state}`)}
        </span>
      </p>
      {state === 'OPEN' && <Open session={session} again={() => again({ requestPolicy: 'network-only' })} />}
      {integrity.length > 0 && (
        <section aria-labelledby="merge-integrity">
          <h2 id="merge-integrity">{t('merge.integrity')}</h2>
          <ProblemList findings={integrity} />
        </section>
      )}
      {state === 'OPEN' && <FinishForm session={session} />}
    </div>
  );
}

/** Conflicts in a fixed order, so that a card stays where it is when it is decided. */
function inOrder({ conflicts, resolved }: Session): { conflict: ConflictData; decision: Decision | null }[] {
  const open = conflicts.map((conflict) => ({ conflict: { ...conflict }, decision: null }));
  const decided = resolved.map(({ conflict, choice, value }) => ({
    conflict: { ...conflict },
    decision: choice === 'UNDECIDED' ? null : { choice, ...(value === null ? {} : { value }) },
  }));
  return [...open, ...decided].sort((one, other) => one.conflict.id.localeCompare(other.conflict.id, 'en'));
}

function Open({ session, again }: { session: Session; again: () => void }) {
  const { t, i18n } = useTranslation();
  const { decide, isBusy } = useSession(session, again);
  const fieldOf = useFieldLabel();
  const { into, from } = session;
  const by = (commit: Session['conflicts'][number]['oursBy']) =>
    commit ? t('conflict.by', { who: commit.author, time: dateTime(i18n.language, commit.time) }) : '';
  const authorsOf = useAuthors(session);
  const sides = (id: string): { ours: Side; theirs: Side } => {
    const authors = authorsOf(id);
    return {
      ours: {
        choice: 'OURS',
        who: into,
        by: by(authors?.oursBy ?? null),
        take: t('merge.take', { branch: into }),
      },
      theirs: {
        choice: 'THEIRS',
        who: from,
        by: by(authors?.theirsBy ?? null),
        take: t('merge.take', { branch: from }),
      },
    };
  };
  return (
    <>
      {inOrder(session).map(({ conflict, decision }) => (
        <ConflictCard
          key={`${conflict.id} ${conflict.seen}`}
          conflict={conflict}
          field={fieldOf(conflict)}
          {...sides(conflict.id)}
          decision={decision}
          isBusy={isBusy}
          onDecide={(next) => void decide(conflict, next)}
        />
      ))}
    </>
  );
}
