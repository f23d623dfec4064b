package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

// One certificate to make: whose it is, and where a server with it answers.
type wanted struct {
	File   string   // NAME.crt and NAME.key
	Name   string   // the user, or the server
	Groups []string // of the user
	Names  []string // host names and addresses of a server; none for a client
}

// writeCertificates makes a certificate authority, the key that signs service accounts, and what stands in the file
// named by the second argument (a JSON list of `wanted`), all in the folder named by the first.
func writeCertificates(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("usage: certificates FOLDER LIST.json")
	}
	text, err := os.ReadFile(args[1])
	if err != nil {
		return err
	}
	var list []wanted
	if err := json.Unmarshal(text, &list); err != nil {
		return err
	}
	authority := template(wanted{Name: "labbook-test-bed"})
	authority.IsCA, authority.BasicConstraintsValid = true, true
	authority.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature
	authority.ExtKeyUsage = nil
	authorityKey, err := write(args[0], "ca", authority, authority, nil)
	if err != nil {
		return err
	}
	for _, one := range append(list, wanted{File: "service-accounts", Name: "service-accounts"}) {
		if _, err := write(args[0], one.File, template(one), authority, authorityKey); err != nil {
			return err
		}
	}
	return nil
}

func template(of wanted) *x509.Certificate {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 100))
	report(err)
	made := &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: of.Name, Organization: of.Groups},
		// The clocks of a machine and of a restored snapshot of it may differ.
		NotBefore:   time.Now().Add(-24 * time.Hour),
		NotAfter:    time.Now().Add(30 * 24 * time.Hour),
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth, x509.ExtKeyUsageServerAuth},
	}
	for _, name := range of.Names {
		if address := net.ParseIP(name); address != nil {
			made.IPAddresses = append(made.IPAddresses, address)
		} else {
			made.DNSNames = append(made.DNSNames, name)
		}
	}
	return made
}

// write signs with the authority's key, or with its own where there is none, and returns the key it made.
func write(folder, name string, made, authority *x509.Certificate, authorityKey *ecdsa.PrivateKey) (*ecdsa.PrivateKey, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	if authorityKey == nil {
		authorityKey = key
	}
	certificate, err := x509.CreateCertificate(rand.Reader, made, authority, &key.PublicKey, authorityKey)
	if err != nil {
		return nil, err
	}
	secret, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return nil, err
	}
	for ending, block := range map[string]*pem.Block{
		"crt": {Type: "CERTIFICATE", Bytes: certificate}, "key": {Type: "EC PRIVATE KEY", Bytes: secret},
	} {
		if err := os.WriteFile(filepath.Join(folder, name+"."+ending), pem.EncodeToMemory(block), 0o600); err != nil {
			return nil, err
		}
	}
	return key, nil
}
