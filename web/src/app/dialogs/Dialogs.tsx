import type { ActionContext } from '@/app/actions/action';
import { useDialogs } from '@/app/actions/dialogs';
import { BranchDialog } from '@/screens/branches/BranchDialog';
import { MergeDialog } from '@/screens/merge/MergeDialog';
import { AtDateDialog } from './AtDateDialog';
import { ConflictDialog } from './ConflictDialog';
import { ConnectDialog } from './ConnectDialog';
import { DeleteDialog } from './DeleteDialog';
import { HelpDialog } from './HelpDialog';
import { NewElementDialog } from './NewElementDialog';
import { SettingsDialog } from './SettingsDialog';

/** The dialog that is open, if one is. */
export default function Dialogs({ context }: { context: ActionContext }) {
  const { open, close } = useDialogs();
  switch (open?.name) {
    case 'help':
      return <HelpDialog context={context} onClose={close} />;
    case 'settings':
      return <SettingsDialog onClose={close} />;
    case 'new-element':
      return <NewElementDialog kind={open.kind} onClose={close} />;
    case 'delete-element':
      return <DeleteDialog element={open.element} onClose={close} />;
    case 'connect':
      return <ConnectDialog element={open.element} other={open.other} onClose={close} />;
    case 'at-date':
      return <AtDateDialog onClose={close} />;
    case 'conflicts':
      return <ConflictDialog onClose={close} />;
    case 'merge':
      return <MergeDialog from={open.from} into={open.into} onClose={close} />;
    case 'branch':
      return <BranchDialog act={open.act} of={open.of} onClose={close} />;
    default:
      return null;
  }
}
