import { Suspense, lazy } from 'react';
import { type Popup, useDrawing } from '../DrawingContext';
import { Chooser } from './Chooser';
import { KindsPopup } from './KindsPopup';
import { NamePopup } from './NamePopup';
import { TargetsPopup } from './TargetsPopup';

const PasteDialog = lazy(() => import('../paste/PasteDialog'));

/** What stands over the canvas and waits for an answer. */
export function Popups({ popup }: { popup: Popup | null }) {
  const { show, focusCanvas } = useDrawing();
  const close = () => {
    show(null);
    focusCanvas();
  };
  switch (popup?.name) {
    case 'choose':
      return (
        <Chooser
          {...popup}
          choices={popup.choices.map((one) => ({ ...one, run: () => (close(), one.run()) }))}
          onClose={close}
        />
      );
    case 'kinds':
      return <KindsPopup {...popup} />;
    case 'name':
      return <NamePopup {...popup} />;
    case 'targets':
      return <TargetsPopup {...popup} />;
    case 'paste':
      return (
        <Suspense fallback={null}>
          <PasteDialog text={popup.text} at={popup.at} />
        </Suspense>
      );
    default:
      return null;
  }
}
