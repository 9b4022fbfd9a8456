import { useParams } from '@tanstack/react-router';
import { ElementPage } from '@/screens/element/ElementPage';
import { Start } from './Start';

/** What the model is about; its tree stands beside. */
export function StartScreen() {
  return (
    <div className="screen">
      <Start />
    </div>
  );
}

/** The page of an element. */
export function ElementScreen() {
  const { element } = useParams({ from: '/m/$model/e/$element' });
  return (
    <div className="screen">
      <ElementPage key={element} id={element} />
    </div>
  );
}
