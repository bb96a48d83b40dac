/** The package has no types of its own: the part that is used. */
declare module 'africastalking' {
  interface AfricasTalking {
    readonly SMS: {
      send(params: { to: string[]; message: string; from?: string }): Promise<unknown>;
    };
  }
  export default function africastalking(options: { username: string; apiKey: string }): AfricasTalking;
}
