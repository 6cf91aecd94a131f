package io.wayfinder.enr;

import java.util.HexFormat;
import org.apache.tuweni.bytes.Bytes;

/**
 * Address literals: dotted decimal, and IPv6 as RFC 4291, section 2.2 reads and RFC 5952 writes it. The JDK's parser
 * would look up what is no literal, and takes {@code 127.1}.
 */
final class IpText {

    private static final int V6_GROUPS = 8;

    private IpText() {}

    /** Exactly four decimal numbers; no leading zeros, which some read as octal. */
    static int parseV4(String literal) {
        int bits = 0;
        String[] parts = literal.split("\\.", -1);
        for (String part : parts) {
            bits = (bits << 8) | decimal(part, literal);
        }
        if (parts.length != 4) {
            throw notAnAddress(literal);
        }
        return bits;
    }

    static byte[] parseV6(String literal) {
        int gap = literal.indexOf("::");
        int[] head = groups(gap < 0 ? literal : literal.substring(0, gap), literal);
        int[] tail = gap < 0 ? new int[0] : groups(literal.substring(gap + 2), literal);
        int given = head.length + tail.length;
        if (gap < 0 ? given != V6_GROUPS : given >= V6_GROUPS) {
            throw notAnAddress(literal);
        }
        byte[] bytes = new byte[2 * V6_GROUPS];
        for (int i = 0; i < head.length; i++) {
            putGroup(bytes, i, head[i]);
        }
        for (int i = 0; i < tail.length; i++) {
            putGroup(bytes, V6_GROUPS - tail.length + i, tail[i]);
        }
        return bytes;
    }

    /** Of 4 or 16 bytes as they are: an IPv4-mapped address stays IPv6. */
    static String format(Bytes address) {
        return address.size() == IpAddress.V4_SIZE
                ? formatV4(address.getInt(0))
                : formatV6(address.getLong(0), address.getLong(8));
    }

    static String formatV4(int bits) {
        return (bits >>> 24) + "." + ((bits >>> 16) & 0xff) + "." + ((bits >>> 8) & 0xff) + "." + (bits & 0xff);
    }

    /** RFC 5952, section 4: lower case, no leading zeros, {@code ::} for the first longest run of two zeros or more. */
    static String formatV6(long high, long low) {
        int runStart = 0;
        int runLength = 1;
        for (int i = 0; i < V6_GROUPS; i++) {
            int length = zeros(high, low, i);
            if (length > runLength) {
                runStart = i;
                runLength = length;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < V6_GROUPS; i++) {
            if (runLength > 1 && i == runStart) {
                text.append("::");
                i += runLength - 1;
            } else {
                boolean first = text.isEmpty() || text.charAt(text.length() - 1) == ':';
                text.append(first ? "" : ":").append(Integer.toHexString(group(high, low, i)));
            }
        }
        return text.toString();
    }

    private static int zeros(long high, long low, int from) {
        int end = from;
        while (end < V6_GROUPS && group(high, low, end) == 0) {
            end++;
        }
        return end - from;
    }

    private static int group(long high, long low, int index) {
        long word = index < 4 ? high : low;
        return (int) (word >>> (48 - 16 * (index % 4))) & 0xffff;
    }

    /** One side of {@code ::}; an IPv4 address may stand for the last two groups of the whole. */
    private static int[] groups(String side, String literal) {
        if (side.isEmpty()) {
            return new int[0];
        }
        String[] parts = side.split(":", -1);
        String last = parts[parts.length - 1];
        boolean embedded = last.indexOf('.') >= 0 && literal.endsWith(side);
        int[] groups = new int[parts.length + (embedded ? 1 : 0)];
        for (int i = 0; i < parts.length - (embedded ? 1 : 0); i++) {
            groups[i] = hex(parts[i], literal);
        }
        if (embedded) {
            int bits = parseV4(last);
            groups[groups.length - 2] = bits >>> 16;
            groups[groups.length - 1] = bits & 0xffff;
        }
        return groups;
    }

    private static void putGroup(byte[] bytes, int index, int group) {
        bytes[2 * index] = (byte) (group >>> 8);
        bytes[2 * index + 1] = (byte) group;
    }

    private static int hex(String part, String literal) {
        if (part.isEmpty() || part.length() > 4 || !part.chars().allMatch(HexFormat::isHexDigit)) {
            throw notAnAddress(literal);
        }
        return HexFormat.fromHexDigits(part);
    }

    private static int decimal(String part, String literal) {
        boolean digits = !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || (part.length() > 1 && part.charAt(0) == '0') || Integer.parseInt(part) > 255) {
            throw notAnAddress(literal);
        }
        return Integer.parseInt(part);
    }

    private static IllegalArgumentException notAnAddress(String literal) {
        return new IllegalArgumentException("not an IP address: \"" + literal + "\" (names are not resolved)");
    }
}
