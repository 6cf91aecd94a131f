/**
 * The primitives that discv5 and node records are made of: secp256k1, Keccak-256, HKDF-SHA256, AES-128 in GCM and CTR.
 *
 * <p>Knows nothing of any protocol.
 */
@NullMarked
package io.wayfinder.crypto;

import org.jspecify.annotations.NullMarked;
