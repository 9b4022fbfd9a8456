import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { dateTime } from '@/i18n/i18n';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import { RequirementsQuery, TraceQuery } from './traceQueries';
import { type Step, stepsOf } from './steps';

/** Requirements that are shown; more are on the board. */
const SHOWN = 6;

type Kind = { kindId: string; archimate: { kindId: string } | null } | null;

function isRequirement(kind: Kind): boolean {
  return kind?.kindId === 'requirement' || kind?.archimate?.kindId === 'requirement';
}

/** From the requirement of an element, or those it has to do with, to what runs. */
export function Trace({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const { name: model, revision } = useModel();
  const [{ data, fetching, error }, again] = useQuery({
    query: RequirementsQuery,
    variables: { model, at: revision, id, language: i18n.language },
  });
  if (fetching) return <Loading />;
  if (error) return <Trouble error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />;
  const element = data?.model.element;
  if (!element) return null;
  if (isRequirement(element.kind)) return <Strip requirement={id} title={null} />;
  const near = element.neighbourhood.nodes.flatMap((one) => one.element ?? []);
  const requirements = near.filter(({ kind }) => isRequirement(kind));
  if (requirements.length === 0) return <p className="quiet">{t('trace.none')}</p>;
  return (
    <>
      {requirements.slice(0, SHOWN).map(({ elementId, name }) => (
        <Strip key={elementId} requirement={elementId} title={name} />
      ))}
      {requirements.length > SHOWN && (
        <p className="quiet">{t('element.moreRelations', { count: requirements.length - SHOWN })}</p>
      )}
    </>
  );
}

function Strip({ requirement, title }: { requirement: string; title: string | null }) {
  const { t, i18n } = useTranslation();
  const { name: model, revision, at } = useModel();
  const [{ data, fetching }] = useQuery({
    query: TraceQuery,
    variables: { model, at: revision, requirement, language: i18n.language },
  });
  if (fetching) return <Loading />;
  const trace = data?.model.trace;
  if (!trace) return <p className="quiet">{t('trace.unknown', { id: requirement })}</p>;
  return (
    <section className="trace">
      {title && (
        <h3>
          <Link to="/m/$model/e/$element" params={{ model, element: requirement }} search={at ? { at } : {}}>
            {title}
          </Link>{' '}
          <code>{requirement}</code>
        </h3>
      )}
      <ol className="strip" aria-label={t('trace.title')}>
        {stepsOf(trace.nodes).map((step) => (
          <Box key={step.step} {...step} />
        ))}
      </ol>
    </section>
  );
}

/** One step of the way: how many, the last of them, and its state; hollow where there is none. */
function Box({ step, count, last }: Step) {
  const { t, i18n } = useTranslation();
  const { name: model, at } = useModel();
  const label = last?.label ?? '';
  return (
    <li data-missing={count === 0 || undefined}>
      <small>
        {t(`step.${step}`)} {count > 1 && count}
      </small>
      {!last && <span>{t('trace.missing')}</span>}
      {last?.element ? (
        <Link
          to="/m/$model/e/$element"
          params={{ model, element: last.element.elementId }}
          search={at ? { at } : {}}
          title={label}
        >
          {label}
        </Link>
      ) : (
        last && <span title={label}>{label}</span>
      )}
      <small>
        {[last?.state?.sentence, last?.at && dateTime(i18n.language, last.at)].filter(Boolean).join(' · ')}
      </small>
    </li>
  );
}
