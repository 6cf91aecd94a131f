package io.wayfinder.discovery.wire;

import org.apache.tuweni.bytes.Bytes;

/** Plaintext messages ({@code message-type || rlp}) to values and back. */
public final class MessageCodec {

    private MessageCodec() {}

    /** Total: any bytes give a message or a named rejection. */
    public static Decoded<Message> decode(Bytes plaintext) {
        throw new UnsupportedOperationException("contract");
    }

    public static Bytes encode(Message message) {
        throw new UnsupportedOperationException("contract");
    }
}
