package io.wayfinder.crypto;

import org.apache.tuweni.bytes.Bytes;

/**
 * A point on secp256k1 other than infinity; made only by a {@link Secp256k1} provider, which has checked it.
 *
 * @param compressed 33 bytes
 * @param uncompressed x and y, 64 bytes, without the leading 0x04
 */
public record PublicKey(Bytes compressed, Bytes uncompressed) {}
