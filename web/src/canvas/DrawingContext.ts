import { createContext, useContext } from 'react';
import type { Command, PlaceNodes } from '@/model/commands/command';
import type { Point } from './scene/geometry';
import type { SceneNode } from './scene/scene';
import type { Tie } from './edits';
import type { Spot } from './edits';
import type { Drawn } from './useScene';

/** Something to choose from a menu on the canvas. */
export interface Choice {
  id: string;
  label: string;
  /** A second, quieter line. */
  detail?: string;
  /** A heading above the first one of a group. */
  group?: string;
  /** The kind whose icon stands before it. */
  kind?: string;
  layer?: string;
  /** The box that it is about, which is marked while it is the one to be chosen. */
  node?: string;
  run(): void;
}

/** What stands over the canvas and waits for an answer. Places are pixels of the canvas. */
export type Popup =
  | { name: 'choose'; at: Point; title: string; choices: readonly Choice[] }
  | { name: 'kinds'; at: Point; spot: Spot; from: SceneNode; isRelationFirst?: boolean }
  | { name: 'name'; at: Point; spot: Spot; kind: string | null; tie?: Tie }
  | { name: 'targets'; at: Point; from: SceneNode }
  | { name: 'paste'; at: Point; text: string };

/** The drawing, and what can be done to it. */
export interface DrawingApi extends Drawn {
  isEditable: boolean;
  /** Whether boxes may come and go: an editable view that a person draws. */
  canDraw: boolean;
  give(command: Command | null): void;
  /** Says what was done, with a way back. */
  tell(message: string): void;
  /** For those who do not see the canvas. */
  announce(message: string): void;
  /** Shows sizes and places that are not commands yet. */
  setLive(places: PlaceNodes['places'] | null): void;
  show(popup: Popup | null): void;
  /** Selects a box and shows it in the inspector. */
  select(node: string | null): void;
  /** From pixels of the window to the view, and from the view to pixels of the canvas. */
  toView(point: Point): Point;
  toCanvas(point: Point): Point;
  /** Gives the keyboard back to the canvas. */
  focusCanvas(): void;
}

export const DrawingContext = createContext<DrawingApi | null>(null);

/** The drawing that a part belongs to. */
export function useDrawing(): DrawingApi {
  const drawing = useContext(DrawingContext);
  if (!drawing) throw new Error('outside of a drawing');
  return drawing;
}
