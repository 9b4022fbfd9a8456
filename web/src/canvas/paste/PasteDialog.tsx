import { Alert, Badge, Button, Select, Table } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/parts/Dialog';
import { useDrawing } from '../DrawingContext';
import { byUse } from '../popups/recent';
import type { Point } from '../scene/geometry';
import { useCanvas } from '../state';
import { useSurroundings } from '../surroundings';
import { type Draft, LONGEST, MOST_BOXES, draftOf } from './draft';
import { useKnown } from './known';
import { type Row, planOf } from './plan';

interface Props {
  text: string;
  /** Where the boxes come to stand, in the view. */
  at: Point;
}

/** What would come of a text that was pasted: what is new, what the model has already, and what is not possible. */
export default function PasteDialog({ text, at }: Props) {
  const { t } = useTranslation();
  const { scene, routes, give, tell, show, focusCanvas } = useDrawing();
  const { kinds, admits, language, languages } = useSurroundings();
  const draft = useDraftOf(text);
  const [kind, setKind] = useState<string | null>(null);
  const { known, hasFailed } = useKnown(draft, kind);
  const offered = [...kinds.values()].filter(admits);
  const chosen = kind ?? byUse(offered)[0]?.id ?? null;
  const plan = useMemo(
    () => draft && known && planOf(draft, known, { scene, routes, at, kind: chosen, language, languages }),
    [draft, known, scene, routes, at, chosen, language, languages],
  );
  const close = () => {
    show(null);
    focusCanvas();
  };
  const paste = () => {
    if (!plan?.command) return;
    give(plan.command);
    useCanvas.getState().select(plan.nodes);
    close();
    tell(t('paste.done', { count: plan.nodes.length }));
  };
  const needsKind = draft?.form === 'names' && draft.boxes.some((box) => box.kind === null);
  const refused = plan?.rows.filter(({ becomes }) => becomes === 'refused').length ?? 0;
  return (
    <Dialog title={t('paste.title')} size="lg" onClose={close}>
      {text.length > LONGEST && <Alert color="red">{t('paste.tooLong', { count: text.length })}</Alert>}
      {draft && <p className="quiet">{t(`paste.form.${draft.form}`)}</p>}
      {draft && draft.tooMany > 0 && (
        <Alert color="yellow">{t('paste.tooMany', { count: draft.tooMany, most: MOST_BOXES })}</Alert>
      )}
      {needsKind && (
        <Select
          label={t('paste.kindOfAll')}
          description={t('paste.kindOfAllAbout')}
          data={offered.map(({ id, label }) => ({ value: id, label }))}
          value={chosen}
          onChange={setKind}
          searchable
          allowDeselect={false}
          mb="sm"
          nothingFoundMessage={t('palette.nothing')}
        />
      )}
      {draft && draft.boxes.length === 0 && <Alert color="yellow">{t('paste.nothing')}</Alert>}
      {hasFailed && <Alert color="red">{t('canvas.noRules')}</Alert>}
      {!plan && !hasFailed && text.length <= LONGEST && <p role="status">{t('paste.reading')}</p>}
      {plan && plan.rows.length > 0 && <Rows rows={plan.rows} />}
      {refused > 0 && <p role="status">{t('paste.refused', { count: refused })}</p>}
      {plan?.command && (
        <Button mt="md" onClick={paste} data-autofocus>
          {t('paste.do', { count: plan.nodes.length })}
        </Button>
      )}
    </Dialog>
  );
}

/** Reads a text; what it takes to read YAML is loaded when it is needed. */
function useDraftOf(text: string): Draft | null {
  const [draft, setDraft] = useState<Draft | null>(null);
  useEffect(() => {
    if (text.length > LONGEST) return;
    let isCurrent = true;
    void import('./yaml').then(({ readYaml }) => isCurrent && setDraft(draftOf(text, readYaml(text))));
    return () => {
      isCurrent = false;
    };
  }, [text]);
  return draft;
}

function Rows({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation();
  return (
    <div className="paste-rows" role="region" aria-label={t('paste.table')} tabIndex={0}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('paste.what')}</Table.Th>
            <Table.Th scope="col">{t('paste.thing')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ becomes, label, detail, why }, index) => (
            <Table.Tr key={index}>
              <Table.Td title={label}>
                <bdi>{label.slice(0, 200)}</bdi>{' '}
                {detail && <small className="quiet">{detail.slice(0, 80)}</small>}
              </Table.Td>
              <Table.Td>
                <Badge variant="default" tt="none" data-becomes={becomes}>
                  {t(`paste.becomes.${becomes}`)}
                </Badge>{' '}
                {why && <small>{t(`paste.why.${why}`)}</small>}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
