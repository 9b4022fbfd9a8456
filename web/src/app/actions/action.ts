import type { useNavigate } from '@tanstack/react-router';
import type { OpenModel } from '@/app/ModelContext';

/** What an action may look at and use. */
export interface ActionContext {
  model: OpenModel;
  navigate: ReturnType<typeof useNavigate>;
  /** The element of the screen or of the inspector. */
  element: string | undefined;
  /** The view on the screen. */
  view: string | undefined;
}

/** Where help and palette list an action. */
export type ActionGroup = 'go' | 'edit' | 'show';

/** Something a person can do: menus, palette, keys and help read the same list of these. */
export interface Action {
  id: string;
  /** Its words, as a key of the languages. */
  label: string;
  group: ActionGroup;
  /** `Mod+K`, `Shift+F6`, `g m`, `?`; `Mod` is Ctrl, on a Mac Cmd. Several for the same action. */
  keys?: string[];
  /** Whether it can be done now; left out, always. */
  when?(context: ActionContext): boolean;
  run(context: ActionContext): void;
}
