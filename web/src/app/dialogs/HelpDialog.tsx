import { Kbd, Table } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionContext, ActionGroup } from '@/app/actions/action';
import { ACTIONS } from '@/app/actions/actions';
import { Dialog } from '@/parts/Dialog';

const GROUPS: { group: ActionGroup; label: string }[] = [
  { group: 'go', label: 'help.go' },
  { group: 'edit', label: 'help.edit' },
  { group: 'show', label: 'help.show' },
];

/** Keys of the canvas, which has its own focus. */
const CANVAS: { keys: string[]; label: string }[] = [
  { keys: ['←', '→', '↑', '↓'], label: 'help.nearest' },
  { keys: ['Enter'], label: 'help.inspect' },
  { keys: ['Alt', '←→↑↓'], label: 'help.move' },
  { keys: ['+', '-', '0', '1'], label: 'help.zoom' },
];

/** Every key, from the list of actions. */
export function HelpDialog({ context, onClose }: { context: ActionContext; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog onClose={onClose} title={t('action.help')} size="lg">
      <Table aria-label={t('action.help')}>
        <Table.Tbody>
          {GROUPS.map(({ group, label }) => (
            <Fragment key={group}>
              <Heading text={t(label)} />
              {ACTIONS.filter((action) => action.group === group && action.keys).map((action) => (
                <Table.Tr key={action.id} data-disabled={!(action.when?.(context) ?? true) || undefined}>
                  <Table.Td>
                    {action.keys?.map((key) => (
                      <Kbd key={key} mr={6}>
                        {key.replace('Mod', 'Ctrl')}
                      </Kbd>
                    ))}
                  </Table.Td>
                  <Table.Td>{t(action.label)}</Table.Td>
                </Table.Tr>
              ))}
            </Fragment>
          ))}
          <Heading text={t('help.canvas')} />
          {CANVAS.map(({ keys, label }) => (
            <Table.Tr key={label}>
              <Table.Td>
                {keys.map((key) => (
                  <Kbd key={key} mr={6}>
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
              <Table.Td>{t(label)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Dialog>
  );
}

function Heading({ text }: { text: string }) {
  return (
    <Table.Tr>
      <Table.Th colSpan={2} scope="colgroup">
        {text}
      </Table.Th>
    </Table.Tr>
  );
}
