import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { OpenModel } from '@/app/ModelContext';
import type { ActionContext } from './action';

/** What actions are about: the model, and the element or view on the screen. */
export function useActionContext(model: OpenModel): ActionContext {
  const navigate = useNavigate();
  const { element, view } = useParams({ strict: false });
  const { sel } = useSearch({ strict: false });
  return { model, navigate, element: sel ?? element, view };
}
