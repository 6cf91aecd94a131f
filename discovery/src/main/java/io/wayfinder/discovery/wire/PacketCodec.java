package io.wayfinder.discovery.wire;

import io.wayfinder.crypto.AesCtr;
import io.wayfinder.crypto.AesGcm;
import io.wayfinder.crypto.CipherSuite;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.nio.ByteBuffer;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams to packets and back (wire, "Packet Encoding"). An instance belongs to one thread: it reuses its ciphers.
 *
 * <pre>
 * packet        = masking-iv || masked-header || message
 * masked-header = aesctr_encrypt(masking-key, masking-iv, header)
 * masking-key   = dest-id[:16]
 * header        = static-header || authdata
 * static-header = protocol-id || version || flag || nonce || authdata-size
 * message       = aesgcm_encrypt(key, nonce, message-pt, masking-iv || header)
 * </pre>
 */
public final class PacketCodec {

    /** The smallest packet, a WHOAREYOU, in bytes. */
    public static final int SIZE_MIN = 63;

    /** The largest packet, in bytes: what IPv6 carries everywhere in one piece. */
    public static final int SIZE_MAX = 1280;

    /** The protocol ID of the public network, "discv5". */
    public static final Bytes DISCV5 = Bytes.fromHexString("0x646973637635");

    private static final short VERSION = 1;

    private static final byte FLAG_ORDINARY = 0;
    private static final byte FLAG_WHOAREYOU = 1;
    private static final byte FLAG_HANDSHAKE = 2;

    private static final int PROTOCOL_ID_SIZE = 6;
    private static final int ID_SIGNATURE_SIZE = 64;
    private static final int EPHEMERAL_KEY_SIZE = 33;

    /* Where the fields are in the head, which is masking-iv || header. */
    private static final int VERSION_AT = AesCtr.IV_SIZE + PROTOCOL_ID_SIZE;
    private static final int FLAG_AT = VERSION_AT + 2;
    private static final int NONCE_AT = FLAG_AT + 1;
    private static final int AUTHDATA_SIZE_AT = NONCE_AT + Nonce.SIZE;
    private static final int AUTHDATA_AT = AUTHDATA_SIZE_AT + 2;
    private static final int HANDSHAKE_SIZES_AT = AUTHDATA_AT + NodeId.SIZE;
    private static final int ID_SIGNATURE_AT = HANDSHAKE_SIZES_AT + 2;
    private static final int EPHEMERAL_KEY_AT = ID_SIGNATURE_AT + ID_SIGNATURE_SIZE;
    private static final int RECORD_AT = EPHEMERAL_KEY_AT + EPHEMERAL_KEY_SIZE;

    private static final int ORDINARY_HEAD_SIZE = AUTHDATA_AT + NodeId.SIZE;
    private static final int WHOAREYOU_HEAD_SIZE = AUTHDATA_AT + IdNonce.SIZE + Long.BYTES;

    private final Bytes protocolId;
    private final CipherSuite suite;

    /** @param protocolId 6 bytes */
    public PacketCodec(Bytes protocolId) {
        this(protocolId, CipherSuite.aes());
    }

    /** @param suite codecs of one thread may share it */
    public PacketCodec(Bytes protocolId, CipherSuite suite) {
        requireSize("protocol ID", protocolId, PROTOCOL_ID_SIZE);
        this.protocolId = protocolId.copy();
        this.suite = suite;
    }

    /** What it seals with. */
    public CipherSuite suite() {
        return suite;
    }

    /**
     * Total: any bytes give a packet or a named rejection.
     *
     * @param localId the node whom the packet is for, whose ID unmasks it
     * @param datagram not changed afterwards: the packet's ciphertext is a part of it
     */
    public Decoded<Packet> decode(NodeId localId, Bytes datagram) {
        try {
            return new Decoded.Ok<>(read(localId, datagram));
        } catch (MalformedException e) {
            return new Decoded.Rejected<>(e.reason());
        }
    }

    /**
     * @param maskingIv 16 fresh random bytes
     * @param key 16 bytes
     * @throws IllegalArgumentException over SIZE_MAX
     */
    public Bytes encodeOrdinary(NodeId to, NodeId from, Nonce nonce, Bytes maskingIv, Bytes key, Bytes message) {
        requireMessageSize(message, ordinaryMessageMax());
        Bytes head = ordinaryHead(from, nonce, maskingIv);
        return datagram(to, head, suite.seal(key, nonce.bytes(), head, message));
    }

    /**
     * An ordinary packet with random content in place of a sealed message, which provokes a WHOAREYOU.
     *
     * @param content 16 bytes at least, as a sealed message has
     */
    public Bytes encodeRandom(NodeId to, NodeId from, Nonce nonce, Bytes maskingIv, Bytes content) {
        if (content.size() < AesGcm.TAG_SIZE) {
            throw new IllegalArgumentException("at least " + AesGcm.TAG_SIZE + " bytes, not " + content.size());
        }
        requireMessageSize(content, ordinaryMessageMax() + AesGcm.TAG_SIZE);
        return datagram(to, ordinaryHead(from, nonce, maskingIv), content);
    }

    /** The datagram and the challenge data ({@code masking-iv || header}). */
    public EncodedWhoareyou encodeWhoareyou(NodeId to, Nonce nonce, Bytes maskingIv, IdNonce idNonce, long enrSeq) {
        // authdata = id-nonce || enr-seq
        Bytes authdata = Bytes.concatenate(idNonce.bytes(), Bytes.ofUnsignedLong(enrSeq));
        Bytes challengeData = head(FLAG_WHOAREYOU, nonce, maskingIv, authdata);
        return new EncodedWhoareyou(datagram(to, challengeData, Bytes.EMPTY), challengeData);
    }

    public record EncodedWhoareyou(Bytes datagram, Bytes challengeData) {}

    /**
     * @param maskingIv 16 fresh random bytes
     * @param idSignature 64 bytes
     * @param ephemeralKey 33 bytes
     * @param record the encoded record, empty to send none
     * @param key 16 bytes
     * @throws IllegalArgumentException over SIZE_MAX
     */
    public Bytes encodeHandshake(
            NodeId to,
            NodeId from,
            Nonce nonce,
            Bytes maskingIv,
            Bytes idSignature,
            Bytes ephemeralKey,
            Bytes record,
            Bytes key,
            Bytes message) {
        requireSize("ID signature", idSignature, ID_SIGNATURE_SIZE);
        requireSize("ephemeral key", ephemeralKey, EPHEMERAL_KEY_SIZE);
        requireMessageSize(message, handshakeMessageMax(record.size()));
        // authdata      = authdata-head || id-signature || eph-pubkey || record
        // authdata-head = src-id || sig-size || eph-key-size
        Bytes sizes = Bytes.of(ID_SIGNATURE_SIZE, EPHEMERAL_KEY_SIZE);
        Bytes authdata = Bytes.concatenate(from.bytes(), sizes, idSignature, ephemeralKey, record);
        Bytes head = head(FLAG_HANDSHAKE, nonce, maskingIv, authdata);
        return datagram(to, head, suite.seal(key, nonce.bytes(), head, message));
    }

    /** The plaintext message, or null when it was not sealed under the key. */
    public @Nullable Bytes open(Packet.Ordinary packet, Bytes key) {
        return suite.open(key, packet.nonce().bytes(), packet.head(), packet.ciphertext());
    }

    /** The plaintext message, or null when it was not sealed under the key. */
    public @Nullable Bytes open(Packet.Handshake packet, Bytes key) {
        return suite.open(key, packet.nonce().bytes(), packet.head(), packet.ciphertext());
    }

    /** The largest message (type byte included) that an ordinary packet holds. */
    public static int ordinaryMessageMax() {
        return SIZE_MAX - ORDINARY_HEAD_SIZE - AesGcm.TAG_SIZE;
    }

    /**
     * The largest message that a handshake packet with a record of this size (0: none) holds.
     *
     * @throws IllegalArgumentException for a record over 300 bytes
     */
    public static int handshakeMessageMax(int recordSize) {
        if (recordSize < 0 || recordSize > NodeRecord.SIZE_MAX) {
            throw new IllegalArgumentException("a record has at most " + NodeRecord.SIZE_MAX + " bytes: " + recordSize);
        }
        return SIZE_MAX - RECORD_AT - recordSize - AesGcm.TAG_SIZE;
    }

    private Packet read(NodeId localId, Bytes datagram) throws MalformedException {
        int size = datagram.size();
        if (size < SIZE_MIN) {
            throw new MalformedException(Rejection.TOO_SHORT);
        }
        if (size > SIZE_MAX) {
            throw new MalformedException(Rejection.TOO_LONG);
        }
        // As much as an ordinary packet's head is enough for a WHOAREYOU as well, and costs noise four AES blocks.
        Bytes start = unmasked(localId, datagram, Math.min(size, ORDINARY_HEAD_SIZE));
        requireStaticHeader(start, datagram);
        int headSize = AUTHDATA_AT + uint16(start, AUTHDATA_SIZE_AT);
        requireHeadSize(start.get(FLAG_AT), headSize, size);
        Bytes head = headSize <= start.size() ? start.slice(0, headSize) : unmasked(localId, datagram, headSize);
        Nonce nonce = new Nonce(head.slice(NONCE_AT, Nonce.SIZE));
        Bytes ciphertext = datagram.slice(headSize);
        return switch (head.get(FLAG_AT)) {
            case FLAG_ORDINARY -> new Packet.Ordinary(head, nonce, source(head), ciphertext);
            case FLAG_WHOAREYOU -> readWhoareyou(head, nonce);
            default -> readHandshake(head, nonce, ciphertext);
        };
    }

    private void requireStaticHeader(Bytes head, Bytes datagram) throws MalformedException {
        if (!head.slice(AesCtr.IV_SIZE, PROTOCOL_ID_SIZE).equals(protocolId)) {
            throw new MalformedException(Discv4Packet.matches(datagram) ? Rejection.DISCV4 : Rejection.WRONG_PROTOCOL);
        }
        if (uint16(head, VERSION_AT) != VERSION) {
            throw new MalformedException(Rejection.WRONG_VERSION);
        }
    }

    private static void requireHeadSize(int flag, int headSize, int size) throws MalformedException {
        boolean fits = switch (flag) {
            case FLAG_ORDINARY -> headSize == ORDINARY_HEAD_SIZE;
            case FLAG_WHOAREYOU -> headSize == WHOAREYOU_HEAD_SIZE;
            case FLAG_HANDSHAKE -> headSize >= RECORD_AT && headSize <= RECORD_AT + NodeRecord.SIZE_MAX;
            default -> throw new MalformedException(Rejection.BAD_FLAG);
        };
        if (!fits || headSize > size) {
            throw new MalformedException(Rejection.BAD_AUTHDATA);
        }
        if (flag == FLAG_WHOAREYOU && size > headSize) {
            throw new MalformedException(Rejection.TOO_LONG);
        }
        // Below that nothing can be authentic. It also keeps a WHOAREYOU, 63 bytes, smaller than what provokes it.
        if (flag != FLAG_WHOAREYOU && size - headSize < AesGcm.TAG_SIZE) {
            throw new MalformedException(Rejection.TOO_SHORT);
        }
    }

    private static Packet readWhoareyou(Bytes head, Nonce nonce) {
        IdNonce idNonce = new IdNonce(head.slice(AUTHDATA_AT, IdNonce.SIZE));
        return new Packet.Whoareyou(head, nonce, idNonce, head.getLong(AUTHDATA_AT + IdNonce.SIZE));
    }

    private static Packet readHandshake(Bytes head, Nonce nonce, Bytes ciphertext) throws MalformedException {
        int idSignatureSize = head.get(HANDSHAKE_SIZES_AT) & 0xff;
        int ephemeralKeySize = head.get(HANDSHAKE_SIZES_AT + 1) & 0xff;
        if (idSignatureSize != ID_SIGNATURE_SIZE || ephemeralKeySize != EPHEMERAL_KEY_SIZE) {
            throw new MalformedException(Rejection.BAD_AUTHDATA);
        }
        return new Packet.Handshake(
                head,
                nonce,
                source(head),
                head.slice(ID_SIGNATURE_AT, ID_SIGNATURE_SIZE),
                head.slice(EPHEMERAL_KEY_AT, EPHEMERAL_KEY_SIZE),
                head.slice(RECORD_AT).copy(),
                ciphertext);
    }

    // authdata = src-id, and the start of a handshake's authdata
    private static NodeId source(Bytes head) {
        return NodeId.of(head.slice(AUTHDATA_AT, NodeId.SIZE));
    }

    private Bytes ordinaryHead(NodeId from, Nonce nonce, Bytes maskingIv) {
        return head(FLAG_ORDINARY, nonce, maskingIv, from.bytes());
    }

    private Bytes head(byte flag, Nonce nonce, Bytes maskingIv, Bytes authdata) {
        requireSize("masking IV", maskingIv, AesCtr.IV_SIZE);
        // static-header = protocol-id || version || flag || nonce || authdata-size
        ByteBuffer head = ByteBuffer.allocate(AUTHDATA_AT + authdata.size());
        maskingIv.appendTo(head);
        protocolId.appendTo(head);
        head.putShort(VERSION).put(flag);
        nonce.bytes().appendTo(head);
        head.putShort((short) authdata.size());
        authdata.appendTo(head);
        return Bytes.wrap(head.array());
    }

    private Bytes datagram(NodeId to, Bytes head, Bytes message) {
        Bytes maskingIv = head.slice(0, AesCtr.IV_SIZE);
        ByteBuffer datagram = ByteBuffer.allocate(head.size() + message.size());
        maskingIv.appendTo(datagram);
        suite.mask(maskingKey(to), maskingIv, head.slice(AesCtr.IV_SIZE)).appendTo(datagram);
        message.appendTo(datagram);
        return Bytes.wrap(datagram.array());
    }

    /** The first {@code size} bytes of a packet, of which all but the IV are masked. */
    private Bytes unmasked(NodeId localId, Bytes datagram, int size) {
        Bytes maskingIv = datagram.slice(0, AesCtr.IV_SIZE);
        Bytes masked = datagram.slice(AesCtr.IV_SIZE, size - AesCtr.IV_SIZE);
        ByteBuffer head = ByteBuffer.allocate(size);
        maskingIv.appendTo(head);
        suite.mask(maskingKey(localId), maskingIv, masked).appendTo(head);
        return Bytes.wrap(head.array());
    }

    private static Bytes maskingKey(NodeId destination) {
        ByteBuffer key = ByteBuffer.allocate(AesCtr.IV_SIZE);
        return Bytes.wrap(
                key.putLong(destination.w0()).putLong(destination.w1()).array());
    }

    private static int uint16(Bytes bytes, int at) {
        return ((bytes.get(at) & 0xff) << Byte.SIZE) | (bytes.get(at + 1) & 0xff);
    }

    private static void requireSize(String what, Bytes bytes, int size) {
        if (bytes.size() != size) {
            throw new IllegalArgumentException(what + ": " + size + " bytes, not " + bytes.size());
        }
    }

    private static void requireMessageSize(Bytes message, int sizeMax) {
        if (message.size() > sizeMax) {
            throw new IllegalArgumentException("the packet holds " + sizeMax + " bytes, not " + message.size());
        }
    }
}
