package io.wayfinder.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.tuweni.bytes.Bytes;

/** The JDK's own provider, by name: whatever a host application has installed before it must not change what we run. */
final class Jce {

    private static final String PROVIDER = "SunJCE";

    private Jce() {}

    static Cipher cipher(String transformation) {
        try {
            return Cipher.getInstance(transformation, PROVIDER);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + transformation, e);
        }
    }

    static Mac mac(String algorithm) {
        try {
            return Mac.getInstance(algorithm, PROVIDER);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + algorithm, e);
        }
    }

    static SecretKeySpec key(String algorithm, Bytes key, int size) {
        return new SecretKeySpec(sized("key", key, size), algorithm);
    }

    /** Without a copy where {@code bytes} is a whole array: only for JCE calls that do not keep or change it. */
    static byte[] sized(String name, Bytes bytes, int size) {
        if (bytes.size() != size) {
            throw new IllegalArgumentException("the " + name + " has " + size + " bytes, not " + bytes.size());
        }
        return bytes.toArrayUnsafe();
    }
}
