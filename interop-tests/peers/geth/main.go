// One node of go-ethereum's p2p/discover (UDPv5) on loopback, told what to do in JSON lines on stdin.
//
//	peer KEY IP PORT SEQ [BOOTNODE_ENR...]
//
// What the library decides, and this program leaves alone:
//   - SEQ is not taken: a LocalNode's first sequence number is the clock in milliseconds, so that a restarted node is newer.
//   - On ::1 the record has ip6 and udp, and no udp6: the library leaves that out when it equals udp (EIP-778 allows it).
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/p2p/discover"
	"github.com/ethereum/go-ethereum/p2p/enode"
	"github.com/ethereum/go-ethereum/p2p/netutil"
)

const (
	answerLimit = 5 * time.Second

	// Shorter than the library's 3 s and 30 min: a node enters its table by a PING, and one random node is pinged an interval.
	// At the defaults a network of 50 takes longer to form than a test may.
	pingInterval    = 500 * time.Millisecond
	refreshInterval = 10 * time.Second
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "peer:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 4 {
		return errors.New("usage: peer KEY IP PORT SEQ [BOOTNODE_ENR...]")
	}
	node, err := start(args[0], args[1], args[2], args[4:])
	if err != nil {
		return err
	}
	defer node.Close()
	self := node.Self()
	out := &lines{encoder: json.NewEncoder(os.Stdout)}
	out.write(map[string]any{
		"event": "ready", "enr": self.String(), "nodeId": "0x" + self.ID().String(), "port": self.UDP(),
	})
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		var c command
		if err := json.Unmarshal(in.Bytes(), &c); err != nil {
			return fmt.Errorf("not a command: %w", err)
		}
		if c.Do == "quit" {
			return nil
		}
		go func() { out.write(answer(node, c)) }()
	}
	return in.Err()
}

func start(keyHex, ip, port string, bootnodes []string) (*discover.UDPv5, error) {
	key, err := crypto.HexToECDSA(keyHex)
	if err != nil {
		return nil, fmt.Errorf("KEY: %w", err)
	}
	address := net.ParseIP(ip)
	if address == nil || !address.IsLoopback() {
		return nil, fmt.Errorf("IP: %q is not a loopback address", ip)
	}
	number, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return nil, fmt.Errorf("PORT: %w", err)
	}
	config := discover.Config{PrivateKey: key, PingInterval: pingInterval, RefreshInterval: refreshInterval}
	if config.NetRestrict, err = netutil.ParseNetlist("127.0.0.0/8,::1/128"); err != nil {
		return nil, err
	}
	for _, text := range bootnodes {
		bootnode, err := enode.Parse(enode.ValidSchemes, text)
		if err != nil {
			return nil, fmt.Errorf("BOOTNODE_ENR: %w", err)
		}
		config.Bootnodes = append(config.Bootnodes, bootnode)
	}
	socket, err := net.ListenUDP("udp", &net.UDPAddr{IP: address, Port: int(number)})
	if err != nil {
		return nil, err
	}
	db, err := enode.OpenDB("") // in memory
	if err != nil {
		return nil, err
	}
	local := enode.NewLocalNode(db, key)
	local.SetStaticIP(address)
	local.SetFallbackUDP(socket.LocalAddr().(*net.UDPAddr).Port)
	node, err := discover.ListenV5(socket, local, config)
	if err != nil {
		return nil, err
	}
	node.RegisterTalkHandler("echo", func(_ *enode.Node, _ *net.UDPAddr, payload []byte) []byte { return payload })
	return node, nil
}

// answer executes the command and gives the line to write, within answerLimit.
func answer(node *discover.UDPv5, c command) map[string]any {
	done := make(chan map[string]any, 1)
	go func() {
		result, err := c.execute(node)
		if err != nil {
			done <- map[string]any{"id": c.ID, "error": err.Error()}
			return
		}
		done <- map[string]any{"id": c.ID, "result": result}
	}()
	select {
	case line := <-done:
		return line
	case <-time.After(answerLimit):
		return map[string]any{"id": c.ID, "error": "no result within " + answerLimit.String()}
	}
}

// lines writes one JSON line at a time.
type lines struct {
	mu      sync.Mutex
	encoder *json.Encoder
}

func (l *lines) write(line map[string]any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.encoder.Encode(line); err != nil {
		fmt.Fprintln(os.Stderr, "peer:", err)
		os.Exit(1)
	}
}
