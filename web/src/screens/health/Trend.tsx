import { IconChevronDown } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { useKept } from '@/graphql/useKept';
import { number } from '@/i18n/i18n';
import { TrendQuery } from './queries';
import { changeOf, lineOf } from './trend';

const [WIDTH, HEIGHT, EDGE] = [260, 48, 6];

/** How the number of findings went, as a line and as a table. */
export function Trend() {
  const { t, i18n } = useTranslation();
  const { name: model, revision } = useModel();
  const [{ data }] = useKept(`${model}/trend`, { query: TrendQuery, variables: { model, at: revision } });
  const moments = data?.model.healthTrend ?? [];
  if (moments.length < 2) return null;
  const totals = moments.map(({ errors, warnings, infos }) => errors + warnings + infos);
  const corners = lineOf(totals, WIDTH, HEIGHT);
  const day = (at: string) =>
    new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(new Date(at));
  const change = changeOf(totals);
  const sign = change > 0 ? '+' : '';
  const words = t('health.trend', {
    from: day(moments[0]!.at),
    change: `${sign}${number(i18n.language, change)}`,
  });
  return (
    <details className="trend">
      <summary>
        <svg
          width={WIDTH}
          height={HEIGHT + 2 * EDGE}
          viewBox={`${-EDGE} ${-EDGE} ${WIDTH + 2 * EDGE} ${HEIGHT + 2 * EDGE}`}
          aria-hidden
        >
          <polyline points={corners.map((corner) => corner.join()).join(' ')} />
          {corners.map(([x, y], index) => (
            <circle key={moments[index]!.revision} cx={x} cy={y} r={2.5} />
          ))}
        </svg>
        <span>{words}</span>
        <IconChevronDown size={16} className="trend-more" aria-hidden />
      </summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('health.day')}</th>
            <th scope="col">{t('health.ERROR')}</th>
            <th scope="col">{t('health.WARNING')}</th>
            <th scope="col">{t('health.INFO')}</th>
            <th scope="col">{t('start.elements')}</th>
          </tr>
        </thead>
        <tbody>
          {moments.map(({ at, revision: of, errors, warnings, infos, elements }) => (
            <tr key={of}>
              <th scope="row">
                <Link to="/m/$model/health" params={{ model }} search={{ at: of }}>
                  {day(at)}
                </Link>
              </th>
              {[errors, warnings, infos, elements].map((count, index) => (
                <td key={index}>{number(i18n.language, count)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
