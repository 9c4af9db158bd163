/**
 * One bidirectional stream as the agent sees it; grpc-client.node.ts is the real half.
 * @module
 */
export interface ClientStream {
  /**
   * Ends when the controller has ended well; throws a CredfleetError with the controller's code, or
   * CONTROLLER_UNREACHABLE, otherwise.
   */
  readonly messages: AsyncIterable<Uint8Array>;
  send(message: Uint8Array): void;
  /** Ends the stream and its connection at once. */
  close(): void;
}
