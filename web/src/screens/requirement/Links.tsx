import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '@/graphql/tada';
import { useModel } from '@/app/ModelContext';
import { day, versionOf } from '@/screens/delivery/ledger/format';
import { Outside } from '@/screens/delivery/ledger/links';
import { say } from '@/screens/delivery/ledger/say';
import { Affirm } from './Affirm';
import type { RequirementQuery } from './queries';

export type TraceLink = ResultOf<typeof RequirementQuery>['model']['whereIs']['links'][number];

const FIRST = 10;

/** Who says that which records belong to the requirement, since when, and whether somebody should look again. */
export function Links({
  id,
  links,
  onChange,
}: {
  id: string;
  links: readonly TraceLink[];
  onChange: () => void;
}) {
  const { t } = useTranslation();
  const { me } = useModel();
  const [shown, setShown] = useState(FIRST);
  const [affirming, setAffirming] = useState<readonly TraceLink[] | null>(null);
  const mayAffirm = me.role !== 'READER';
  const suspect = links.filter(({ suspectSince }) => suspectSince !== null);
  const ordered = [...suspect, ...links.filter(({ suspectSince }) => suspectSince === null).reverse()];
  if (links.length === 0) return <p className="ledger-empty">{t('requirement.noLinks')}</p>;
  return (
    <>
      {suspect.length > 0 && (
        <div className="missing ledger-row">
          <span className="grow">{t('requirement.suspects', { count: suspect.length })}</span>
          {mayAffirm && (
            <Button
              className="not-on-paper"
              size="compact-sm"
              variant="default"
              onClick={() => setAffirming(suspect)}
            >
              {t('requirement.affirmAll', { count: suspect.length })}
            </Button>
          )}
        </div>
      )}
      <div className="ledger-scroll" tabIndex={0} role="region" aria-label={t('requirement.links')}>
        <table>
          <thead>
            <tr>
              {(['record', 'who', 'basis', 'revision', 'holds'] as const).map((key) => (
                <th key={key} scope="col">
                  {t(`requirement.cell.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ordered.slice(0, shown).map((link) => (
              <tr key={`${link.kind} ${link.key}`}>
                <th scope="row">
                  <Outside url={link.url}>
                    <span className="ledger-clip">{versionOf(link.title)}</span>
                  </Outside>
                  <small>
                    {say(t, 'record', link.kind)} · {link.key}
                  </small>
                </th>
                <td>
                  {link.assertedBy}
                  <small>{day(link.assertedAt)}</small>
                </td>
                <td>{say(t, 'basis', link.basis)}</td>
                <td>
                  {link.revision ? <code title={link.revision}>{link.revision.slice(0, 8)}</code> : '–'}
                </td>
                <td>
                  {link.suspectSince ? (
                    <>
                      <span className="ledger-state" data-tone="bad">
                        ▲ {t('requirement.suspectSince', { day: day(link.suspectSince) })}
                      </span>{' '}
                      {mayAffirm && (
                        <Button
                          className="not-on-paper"
                          size="compact-xs"
                          variant="default"
                          aria-label={t('requirement.affirmOf', { title: link.title })}
                          onClick={() => setAffirming([link])}
                        >
                          {t('requirement.affirm')}
                        </Button>
                      )}
                    </>
                  ) : link.affirmedAt ? (
                    t('requirement.affirmed', { by: link.affirmedBy, day: day(link.affirmedAt) })
                  ) : (
                    t('requirement.holds')
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {ordered.length > shown && (
        <Button
          className="not-on-paper"
          mt="xs"
          size="compact-sm"
          variant="default"
          onClick={() => setShown(shown + 50)}
        >
          {t('requirement.moreLinks', { count: ordered.length - shown })}
        </Button>
      )}
      {affirming && <Affirm id={id} links={affirming} onClose={() => setAffirming(null)} onDone={onChange} />}
    </>
  );
}
