import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { OpenModel } from '@/app/ModelContext';
import { idsOf } from '@/app/selection';
import type { ActionContext } from './action';

/** What actions are about: the model, and the element or view on the screen. */
export function useActionContext(model: OpenModel): ActionContext {
  const navigate = useNavigate();
  const { element, view } = useParams({ strict: false });
  const { sel } = useSearch({ strict: false });
  const [only, ...others] = idsOf(sel);
  // Of several, none is the one that an action is about.
  return { model, navigate, element: others.length > 0 ? undefined : (only ?? element), view };
}
