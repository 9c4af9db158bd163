/**
 * When a host is sent something: at most one push is un-acknowledged, everything else is one dirty bit. Pure.
 * @module
 */
export type PushState = {
  /** sending: looking for something to send. holding: nothing is sent until released. */
  readonly phase: 'holding' | 'idle' | 'sending' | 'awaiting';
  /** There may be more than what is being sent. */
  readonly isDirty: boolean;
  /** While awaiting: the push that is not answered yet. */
  readonly awaitedSeq: number;
};

export type PushEvent =
  /** There may be something to send. */
  | { readonly kind: 'marked' }
  | { readonly kind: 'sent'; readonly seq: number }
  | { readonly kind: 'nothing' }
  /** Looking or sending failed on our side. */
  | { readonly kind: 'failed' }
  | { readonly kind: 'acknowledged'; readonly seq: number }
  /** The host keeps what it had; nothing is sent again at once. */
  | { readonly kind: 'refused'; readonly seq: number }
  | { readonly kind: 'released' };

/** Before the Welcome: whatever is marked meanwhile waits. */
export const INITIAL_PUSH_STATE: PushState = { phase: 'holding', isDirty: true, awaitedSeq: 0 };

const IDLE: PushState = { phase: 'idle', isDirty: false, awaitedSeq: 0 };
const SENDING: PushState = { phase: 'sending', isDirty: false, awaitedSeq: 0 };

/** The next state; entering 'sending' is the order to look for something to send. */
export function nextPushState(state: PushState, event: PushEvent): PushState {
  switch (event.kind) {
    case 'marked':
      return state.phase === 'idle' ? SENDING : { ...state, isDirty: true };
    case 'sent':
      return { ...state, phase: 'awaiting', awaitedSeq: event.seq };
    case 'nothing':
      return settled(state);
    case 'failed':
      return { phase: 'holding', isDirty: true, awaitedSeq: 0 };
    case 'acknowledged':
    case 'refused':
      return answered(state, event);
    case 'released':
      return state.phase === 'holding' ? settled(state) : state;
  }
}

function settled({ isDirty }: PushState): PushState {
  return isDirty ? SENDING : IDLE;
}

/** An answer to anything but the awaited push says nothing. */
function answered(
  state: PushState,
  { kind, seq }: { readonly kind: 'acknowledged' | 'refused'; readonly seq: number },
): PushState {
  if (!isAwaited(state, seq)) return state;
  return kind === 'acknowledged' ? SENDING : { ...state, phase: 'holding' };
}

export function isAwaited(state: PushState, seq: number): boolean {
  return state.phase === 'awaiting' && state.awaitedSeq === seq;
}
