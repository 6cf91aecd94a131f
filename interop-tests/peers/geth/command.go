package main

import (
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/p2p/discover"
	"github.com/ethereum/go-ethereum/p2p/enode"
	"github.com/ethereum/go-ethereum/p2p/enr"
)

// command is one line of stdin; each verb uses some of the parameters.
type command struct {
	ID        int64         `json:"id"`
	Do        string        `json:"do"`
	ENR       string        `json:"enr"`
	Distances []uint        `json:"distances"`
	Protocol  hexutil.Bytes `json:"protocol"`
	Payload   hexutil.Bytes `json:"payload"`
	Target    hexutil.Bytes `json:"target"`
	Key       string        `json:"key"`
	Value     hexutil.Bytes `json:"value"`
}

func (c command) execute(node *discover.UDPv5) (any, error) {
	switch c.Do {
	case "ping", "findnode", "talk", "add":
		to, err := enode.Parse(enode.ValidSchemes, c.ENR)
		if err != nil {
			return nil, fmt.Errorf("enr: %w", err)
		}
		return c.ask(node, to)
	case "lookup":
		if len(c.Target) != len(enode.ID{}) {
			return nil, errors.New("target: not 32 bytes")
		}
		return texts(node.Lookup(enode.ID(c.Target))), nil
	case "table":
		return texts(node.AllNodes()), nil
	case "self":
		return node.Self().String(), nil
	case "setEntry":
		node.LocalNode().Set(enr.WithEntry(c.Key, []byte(c.Value)))
		return node.Self().String(), nil
	default:
		return nil, fmt.Errorf("do: no such command: %q", c.Do)
	}
}

func (c command) ask(node *discover.UDPv5, to *enode.Node) (any, error) {
	switch c.Do {
	case "ping":
		pong, err := node.Ping(to)
		if err != nil {
			return nil, err
		}
		return map[string]any{"enrSeq": pong.ENRSeq, "ip": pong.ToIP.String(), "port": pong.ToPort}, nil
	case "findnode":
		nodes, err := node.Findnode(to, c.Distances)
		if err != nil {
			return nil, err
		}
		return texts(nodes), nil
	case "talk":
		payload, err := node.TalkRequest(to, string(c.Protocol), c.Payload)
		if err != nil {
			return nil, err
		}
		return hexutil.Encode(payload), nil
	default:
		node.AddKnownNode(to)
		return true, nil
	}
}

func texts(nodes []*enode.Node) []string {
	all := make([]string, len(nodes))
	for i, node := range nodes {
		all[i] = node.String()
	}
	return all
}
