import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { serverPage } from '@/app/addresses';
import { type ResultOf, graphql } from '@/graphql/tada';
import { Answer } from '@/screens/delivery/ledger/Answer';
import { day, percent } from '@/screens/delivery/ledger/format';
import { Page, Section } from '@/screens/delivery/ledger/Page';
import { say } from '@/screens/delivery/ledger/say';
import { Tools } from '@/screens/delivery/ledger/Tools';
import { useAsked, useLedger } from '@/screens/delivery/ledger/useLedger';
import { Pages, usePages } from '@/screens/delivery/Pages';
import { Match } from './Match';

const UnmatchedQuery = graphql(`
  query Unmatched($model: String!, $revision: String!, $first: Int!, $after: String) {
    model(name: $model, at: $revision) {
      id
      unmatched(first: $first, after: $after) {
        next
        nodes {
          sort
          text
          code
          count
          firstAt
          exampleKind
          exampleKey
        }
      }
      matchedShare {
        source
        team
        total
        matched
        share
      }
    }
  }
`);

export type Name = ResultOf<typeof UnmatchedQuery>['model']['unmatched']['nodes'][number];

const PAGE = 50;

/** Names in events that the model does not have, why, and what a person can do about each. */
export function UnmatchedScreen() {
  const { t, i18n } = useTranslation();
  const model = useModel();
  const { model: name, revision } = useAsked(i18n.language);
  const pages = usePages();
  const [matching, setMatching] = useState<Name | null>(null);
  const variables = { model: name, revision, first: PAGE, after: pages.after };
  const found = useLedger({ subject: `${pages.after}`, query: UnmatchedQuery, variables });
  return (
    <Page
      title={t('unmatched.title')}
      above={[t('nav.delivery')]}
      sub={t('unmatched.means')}
      tools={
        <Tools
          sent={[{ query: UnmatchedQuery, variables }]}
          csv={{ href: `${serverPage(model, '/unmatched')}&format=csv` }}
        />
      }
    >
      <Answer of={found}>
        {({ model: { unmatched, matchedShare } }) => (
          <>
            {unmatched.nodes.length === 0 ? (
              <p className="ledger-empty">{t('unmatched.none')}</p>
            ) : (
              <div className="ledger-scroll" tabIndex={0} role="region" aria-label={t('unmatched.title')}>
                <table>
                  <thead>
                    <tr>
                      {(['name', 'sort', 'reason', 'count', 'example', 'first', 'do'] as const).map((key) => (
                        <th key={key} scope="col">
                          {t(`unmatched.cell.${key}`)}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {unmatched.nodes.map((one) => (
                      <tr key={`${one.sort} ${one.text}`}>
                        <th scope="row">
                          <span className="ledger-clip" title={one.text}>
                            {one.text}
                          </span>
                        </th>
                        <td>{say(t, 'sort', one.sort)}</td>
                        <td>
                          {say(t, 'reason', one.code)}
                          <small>{t(`unmatched.advice.${one.code}`, { defaultValue: '' })}</small>
                        </td>
                        <td>{one.count}</td>
                        <td>
                          {say(t, 'record', one.exampleKind)}
                          <small>{one.exampleKey}</small>
                        </td>
                        <td>{day(one.firstAt)}</td>
                        <td>
                          {model.me.role !== 'READER' && (
                            <Button
                              className="not-on-paper"
                              size="compact-xs"
                              variant="default"
                              aria-label={t('unmatched.matchOf', { name: one.text.slice(0, 60) })}
                              onClick={() => setMatching(one)}
                            >
                              {t('unmatched.match')}
                            </Button>
                          )}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
            <Pages pages={pages} next={unmatched.next} />
            <Section title={t('unmatched.share')} note={t('unmatched.shareMeans')}>
              <table>
                <thead>
                  <tr>
                    {(['source', 'team', 'matched', 'total', 'part'] as const).map((key) => (
                      <th key={key} scope="col">
                        {t(`unmatched.cell.${key}`)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {matchedShare.map(({ source, team, total, matched, share }) => (
                    <tr key={`${source} ${team}`}>
                      <th scope="row">{source}</th>
                      <td>{team ?? '–'}</td>
                      <td>{matched}</td>
                      <td>{total}</td>
                      <td>{share === null ? '–' : percent(share)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Section>
          </>
        )}
      </Answer>
      {matching && <Match name={matching} onClose={() => setMatching(null)} onDone={found.retry} />}
    </Page>
  );
}
