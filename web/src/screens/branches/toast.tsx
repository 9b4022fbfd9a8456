import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';

/** Says what was done, with a button that takes it back where that is possible. */
export function tell(message: string, undo?: () => void) {
  const id = crypto.randomUUID();
  const back = () => {
    notifications.hide(id);
    undo?.();
  };
  notifications.show({
    id,
    autoClose: undo ? 10_000 : 4000,
    closeButtonProps: { 'aria-label': i18next.t('action.close') },
    message: undo ? (
      <>
        {message}{' '}
        <Button size="compact-xs" variant="default" onClick={back}>
          {i18next.t('action.undo')}
        </Button>
      </>
    ) : (
      message
    ),
  });
}
