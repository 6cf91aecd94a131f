/**
 * The primitives that discv5 and node records are made of: ECDSA and ECDH on secp256k1 ({@link
 * io.wayfinder.crypto.Secp256k1}), Keccak-256, HKDF with SHA-256 (RFC 5869), AES-128 in GCM and CTR.
 *
 * <p>secp256k1 has two providers that give the same bytes: libsecp256k1 through JNI where it loads, BouncyCastle
 * everywhere else. Both sign deterministically (RFC 6979) with low s and refuse high s. AES and HMAC are SunJCE's,
 * since the JDK's intrinsics are several times faster than pure Java; Keccak-256 is BouncyCastle's, since the JDK has
 * only the standardised SHA-3 padding. {@link io.wayfinder.crypto.CipherSuite} is what packets are sealed with, as one.
 *
 * <p>{@link io.wayfinder.crypto.Secp256k1} and {@link io.wayfinder.crypto.Keccak256} are thread-safe. {@link
 * io.wayfinder.crypto.AesGcm}, {@link io.wayfinder.crypto.AesCtr} and {@link io.wayfinder.crypto.Hkdf} reuse a JCE
 * object and belong to one thread, as does a suite made of them.
 *
 * <p>Knows nothing of any protocol, and makes no randomness of its own: generators are arguments.
 */
@NullMarked
package io.wayfinder.crypto;

import org.jspecify.annotations.NullMarked;
