package naru.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A fully qualified domain name: labels of 1 to 63 octets, at most 255 octets in all, compared
 * without regard to ASCII case (RFC 1035 §2.3.4, RFC 4343). The case it came with is kept.
 *
 * <p>Ordered as RFC 4034 §6.1 orders names. Immutable.
 */
public final class Name implements Comparable<Name> {
  /** Octets of a whole name, length octets and the root's included. */
  public static final int MAX_OCTETS = 255;

  /** Octets of one label. */
  public static final int MAX_LABEL_OCTETS = 63;

  /** The root. */
  public static final Name ROOT = new Name(new byte[] {0});

  private final byte[] wire;
  private final int hash;

  private Name(byte[] wire) {
    this.wire = wire;
    this.hash = foldedHash(wire);
  }

  /** The name of a constant in a program: {@code Name.of("www.naru.test")}. */
  public static Name of(String text) {
    return parse(text).orThrow();
  }

  /** Reads a name in master-file form (RFC 1035 §5.1); it is absolute with or without its dot. */
  public static Parsed<Name> parse(String text) {
    return NameText.parse(text);
  }

  /** A name of labels, the leftmost first, without the root's empty one. */
  public static Parsed<Name> ofLabels(List<byte[]> labels) {
    int octets = 1;
    for (byte[] label : labels) {
      if (label.length == 0) {
        return new Parsed.Malformed<>("empty label", octets - 1);
      }
      if (label.length > MAX_LABEL_OCTETS) {
        return new Parsed.Malformed<>("label of " + label.length + " octets, over 63", octets - 1);
      }
      octets += 1 + label.length;
    }
    if (octets > MAX_OCTETS) {
      return new Parsed.Malformed<>("name of " + octets + " octets, over 255", MAX_OCTETS);
    }
    return new Parsed.Ok<>(joined(labels, octets));
  }

  private static Name joined(List<byte[]> labels, int octets) {
    byte[] wire = new byte[octets];
    int at = 0;
    for (byte[] label : labels) {
      wire[at] = (byte) label.length;
      System.arraycopy(label, 0, wire, at + 1, label.length);
      at += 1 + label.length;
    }
    return new Name(wire);
  }

  /** Uncompressed wire bytes already checked: for the codec. */
  static Name ofChecked(byte[] wire) {
    return new Name(wire);
  }

  /** Number of labels, the root's not counted: 0 for the root, 3 for {@code www.naru.test}. */
  public int labelCount() {
    int count = 0;
    for (int at = 0; wire[at] != 0; at += 1 + wire[at]) {
      count++;
    }
    return count;
  }

  /** Octets on the wire, uncompressed. */
  public int octets() {
    return wire.length;
  }

  /** A copy of the uncompressed wire form. */
  public byte[] wire() {
    return wire.clone();
  }

  /** Copies the uncompressed wire form into {@code target}. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(wire, 0, target, offset, wire.length);
  }

  /** Copies the uncompressed wire form in lower case into {@code target}. */
  public void copyLowerCaseTo(byte[] target, int offset) {
    for (int i = 0; i < wire.length; i++) {
      target[offset + i] = fold(wire[i]);
    }
  }

  /** The wire itself: for readers in this room that promise not to change it. */
  byte[] sharedWire() {
    return wire;
  }

  /** The labels, leftmost first. */
  public List<byte[]> labels() {
    List<byte[]> labels = new ArrayList<>();
    for (int at = 0; wire[at] != 0; at += 1 + wire[at]) {
      labels.add(Arrays.copyOfRange(wire, at + 1, at + 1 + wire[at]));
    }
    return labels;
  }

  /** Whether this is the root. */
  public boolean isRoot() {
    return wire.length == 1;
  }

  /** The leftmost label is {@code *} (RFC 4592 §2.1.1). */
  public boolean isWildcard() {
    return wire.length > 2 && wire[0] == 1 && wire[1] == '*';
  }

  /** The name without its leftmost label; empty for the root. */
  public Optional<Name> parent() {
    return isRoot() ? Optional.empty() : Optional.of(tail(1 + wire[0]));
  }

  /** The {@code count} rightmost labels: {@code www.naru.test} with 1 is {@code test}. */
  public Name rightmost(int count) {
    int skip = labelCount() - count;
    if (skip < 0 || count < 0) {
      throw new IllegalArgumentException(this + " has no " + count + " labels");
    }
    int at = 0;
    for (int i = 0; i < skip; i++) {
      at += 1 + wire[at];
    }
    return tail(at);
  }

  private Name tail(int from) {
    return from == 0 ? this : new Name(Arrays.copyOfRange(wire, from, wire.length));
  }

  /** Whether this name is {@code ancestor} or below it. */
  public boolean isAtOrBelow(Name ancestor) {
    int from = wire.length - ancestor.wire.length;
    if (from < 0 || !isLabelBoundary(from)) {
      return false;
    }
    return sameIgnoringCase(wire, from, ancestor.wire);
  }

  /** Whether this name is below {@code ancestor}, and not it. */
  public boolean isBelow(Name ancestor) {
    return wire.length > ancestor.wire.length && isAtOrBelow(ancestor);
  }

  private boolean isLabelBoundary(int offset) {
    int at = 0;
    while (at < offset) {
      at += 1 + wire[at];
    }
    return at == offset;
  }

  /** This name with one more label on its left. */
  public Parsed<Name> child(String label) {
    return child(label.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** This name with one more label on its left. */
  public Parsed<Name> child(byte[] label) {
    List<byte[]> labels = new ArrayList<>(labels());
    labels.addFirst(label);
    return ofLabels(labels);
  }

  /** The longest name that both are at or below. */
  public Name commonAncestor(Name other) {
    Name candidate = this;
    while (!other.isAtOrBelow(candidate)) {
      candidate = candidate.parent().orElse(ROOT);
    }
    return candidate;
  }

  /**
   * This name with its ending {@code from} replaced by {@code to}, as a DNAME does (RFC 6672 §2.2);
   * malformed when the result would be too long.
   */
  public Parsed<Name> rebased(Name from, Name to) {
    if (!isAtOrBelow(from)) {
      throw new IllegalArgumentException(this + " is not below " + from);
    }
    int keep = wire.length - from.wire.length;
    int octets = keep + to.wire.length;
    if (octets > MAX_OCTETS) {
      return new Parsed.Malformed<>("name of " + octets + " octets, over 255", MAX_OCTETS);
    }
    byte[] joined = Arrays.copyOf(wire, octets);
    System.arraycopy(to.wire, 0, joined, keep, to.wire.length);
    return new Parsed.Ok<>(new Name(joined));
  }

  /** The name in lower case: the canonical form of RFC 4034 §6.2. */
  public Name lowerCase() {
    byte[] folded = wire.clone();
    for (int i = 0; i < folded.length; i++) {
      folded[i] = fold(folded[i]);
    }
    return new Name(folded);
  }

  /** Whether both have the same octets, case included: what 0x20 compares. */
  public boolean equalsExactly(Name other) {
    return Arrays.equals(wire, other.wire);
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || other instanceof Name name
            && name.hash == hash
            && name.wire.length == wire.length
            && sameIgnoringCase(wire, 0, name.wire);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Canonical order: by labels from the right, each as lower-case octets (RFC 4034 §6.1). */
  @Override
  public int compareTo(Name other) {
    int[] mine = labelOffsets();
    int[] theirs = other.labelOffsets();
    int shared = Math.min(mine.length, theirs.length);
    for (int i = 1; i <= shared; i++) {
      int order = compareLabels(wire, mine[mine.length - i], other.wire, theirs[theirs.length - i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(mine.length, theirs.length);
  }

  private int[] labelOffsets() {
    int[] offsets = new int[labelCount()];
    int at = 0;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = at;
      at += 1 + wire[at];
    }
    return offsets;
  }

  private static int compareLabels(byte[] a, int atA, byte[] b, int atB) {
    int shared = Math.min(a[atA], b[atB]);
    for (int i = 1; i <= shared; i++) {
      int order = (fold(a[atA + i]) & 0xff) - (fold(b[atB + i]) & 0xff);
      if (order != 0) {
        return order;
      }
    }
    return a[atA] - b[atB];
  }

  /** Master-file form with the final dot: {@code www.naru.test.}, odd octets escaped. */
  @Override
  public String toString() {
    return NameText.format(this);
  }

  /** The form people write in URLs: without the final dot, except for the root. */
  public String toHost() {
    String text = toString();
    return isRoot() ? text : text.substring(0, text.length() - 1);
  }

  private static boolean sameIgnoringCase(byte[] a, int from, byte[] b) {
    for (int i = 0; i < b.length; i++) {
      if (a[from + i] != b[i] && fold(a[from + i]) != fold(b[i])) {
        return false;
      }
    }
    return true;
  }

  private static int foldedHash(byte[] wire) {
    int hash = 1;
    for (byte octet : wire) {
      hash = 31 * hash + fold(octet);
    }
    return hash;
  }

  /** ASCII upper case to lower; a length octet is at most 63 and so never changed. */
  static byte fold(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? (byte) (octet + 32) : octet;
  }
}
