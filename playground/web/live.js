/** The page's one channel. */

import { Channel } from "./channel.js";

const address = new URL("playground/live", document.baseURI);
address.protocol = address.protocol.replace("http", "ws");

export const channel = new Channel(address);
