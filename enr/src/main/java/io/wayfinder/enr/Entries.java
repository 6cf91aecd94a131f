package io.wayfinder.enr;

/** The entries that networks are known to use. */
public final class Entries {

    public static final Entry<IpAddress> IP = new Entry<>("ip");
    public static final Entry<IpAddress> IP6 = new Entry<>("ip6");
    public static final Entry<Integer> UDP = new Entry<>("udp");
    public static final Entry<Integer> UDP6 = new Entry<>("udp6");
    public static final Entry<Integer> TCP = new Entry<>("tcp");
    public static final Entry<Integer> TCP6 = new Entry<>("tcp6");

    private Entries() {}
}
