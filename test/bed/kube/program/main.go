// A Kubernetes of one node for the tests: the real components of Kubernetes in one program, with the store they need.
//
// One program instead of seven, because the components share most of their code: it is linked once, and takes a third
// of the disk. Which of them runs is the name by which it is called (as with busybox), or else the first argument.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	"k8s.io/kubectl/pkg/cmd"
	"k8s.io/kubectl/pkg/cmd/util"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllers "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	proxy "k8s.io/kubernetes/cmd/kube-proxy/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
	kubelet "k8s.io/kubernetes/cmd/kubelet/app"
)

var components = map[string]func(){
	"etcd":                    func() { report(runEtcd(os.Args[1:])) },
	"certificates":            func() { report(writeCertificates(os.Args[1:])) },
	"kube-apiserver":          func() { run(apiserver.NewAPIServerCommand()) },
	"kube-controller-manager": func() { run(controllers.NewControllerManagerCommand()) },
	"kube-scheduler":          func() { run(scheduler.NewSchedulerCommand()) },
	"kube-proxy":              func() { run(proxy.NewProxyCommand()) },
	"kubelet":                 func() { run(kubelet.NewKubeletCommand(context.Background())) },
	"kubectl":                 runKubectl,
}

func main() {
	os.Args[0] = filepath.Base(os.Args[0])
	if components[os.Args[0]] == nil && len(os.Args) > 1 {
		os.Args = os.Args[1:]
	}
	start := components[os.Args[0]]
	if start == nil {
		names := []string{}
		for name := range components {
			names = append(names, name)
		}
		slices.Sort(names)
		report(fmt.Errorf("no component %q; there are %v", os.Args[0], names))
	}
	start()
}

func run(command *cobra.Command) {
	os.Exit(cli.Run(command))
}

// As the main function of kubectl: it prints its own errors, in its own words.
func runKubectl() {
	if err := cli.RunNoErrOutput(cmd.NewDefaultKubectlCommand()); err != nil {
		util.CheckErr(err)
	}
}

func report(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
