/** A webhook delivery as it came: headers and raw body, nothing parsed. */
export interface Delivery {
  domain: string;
  topic: string;
  webhookId: string;
  eventId: string | null;
  apiVersion: string;
  triggeredAt: Date | null;
  receivedAt: Date;
  body: Buffer;
}
