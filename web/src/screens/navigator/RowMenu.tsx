import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { actionOf } from '@/app/actions/actions';
import { useActionContext } from '@/app/actions/useActionContext';
import { useModel } from '@/app/ModelContext';

/** Where a menu was asked for, and about what. */
export interface MenuAt {
  x: number;
  y: number;
  element: string;
  rename: () => void;
}

const OFFERED = ['go-element', 'add-to-view', 'connect', 'go-impact', 'delete-element'];

/** What can be done to an element of the tree: actions of the registry, and renaming in place. */
export function RowMenu({ at, onClose }: { at: MenuAt | null; onClose: () => void }) {
  const { t } = useTranslation();
  const model = useModel();
  const context = { ...useActionContext(model), element: at?.element };
  if (!at) return null;
  const actions = OFFERED.flatMap((id) => actionOf(id) ?? []).filter(
    (action) => action.when?.(context) ?? true,
  );
  return (
    <Menu opened onClose={onClose} position="bottom-start" withinPortal shadow="md" returnFocus>
      <Menu.Target>
        <span className="menu-place" style={{ left: at.x, top: at.y }} />
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map((action) => (
          <Menu.Item
            key={action.id}
            color={action.id === 'delete-element' ? 'red' : undefined}
            rightSection={action.keys?.[0] && <small>{action.keys[0]}</small>}
            onClick={() => action.run(context)}
          >
            {t(action.label)}
          </Menu.Item>
        ))}
        {model.isEditable && (
          <Menu.Item rightSection={<small>F2</small>} onClick={() => setTimeout(at.rename)}>
            {t('navigator.rename')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
