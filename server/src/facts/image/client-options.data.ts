/** How the words of a program, or of one of its verbs, are told apart. */
export interface Options {
  /** Options without a value of their own. */
  readonly switches: ReadonlySet<string>;
  /** Options that take the next word. */
  readonly valued: ReadonlySet<string>;
}

/** A verb whose first word, options aside, names an image that is taken from a registry. */
export interface Verb extends Options {
  /** Its words, `image pull`, with those that mean the same. */
  readonly names: readonly string[];
}

/** A client of a container engine or registry. */
export interface Client extends Options {
  readonly programs: readonly string[];
  readonly verbs: readonly Verb[];
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const options = (switches: string, valued: string): Options => ({ switches: words(switches), valued: words(valued) });

const verb = (names: string, switches: string, valued: string): Verb => ({
  names: names.split(',').map(it => it.trim()),
  ...options(switches, valued),
});

/**
 * Clients and the verbs of theirs that take an image from a registry. Sources: docker/cli `docs/reference/commandline`,
 * containers/podman `docs/source/markdown`, containerd/nerdctl `docs/command-reference.md`, containerd/containerd `cmd/ctr`,
 * kubernetes-sigs/cri-tools `docs/crictl.md`, oras.land/docs/commands, google/go-containerregistry `cmd/crane/doc`.
 */
export const clients: readonly Client[] = [
  {
    programs: ['docker', 'podman', 'nerdctl'],
    ...options(
      '-D --debug --debug-full --tls --tlsverify --insecure-registry -r --remote',
      `-H --host -c --context --config -l --log-level --tlscacert --tlscert --tlskey --url --connection -n --namespace
       -a --address --snapshotter --storage-driver --hosts-dir --data-root --cni-path --cni-netconfpath --cgroup-manager
       --root --runroot`,
    ),
    verbs: [
      verb(
        'run, create, container run, container create',
        `-d --detach --rm -i --interactive -t --tty --init --privileged --read-only --no-healthcheck --oom-kill-disable -P
         --publish-all --sig-proxy --disable-content-trust -q --quiet --no-hosts --no-hostname --http-proxy --env-host
         --replace --rmi --passwd --read-only-tmpfs --unsetenv-all --tls-verify`,
        `--add-host --annotation -a --attach --blkio-weight --blkio-weight-device --cap-add --cap-drop --cgroup-parent
         --cgroupns --cidfile --cpu-count --cpu-percent --cpu-period --cpu-quota --cpu-rt-period --cpu-rt-runtime -c
         --cpu-shares --cpus --cpuset-cpus --cpuset-mems --detach-keys --device --device-cgroup-rule --device-read-bps
         --device-read-iops --device-write-bps --device-write-iops --dns --dns-opt --dns-option --dns-search --domainname
         --entrypoint -e --env --env-file --expose --gpus --group-add --health-cmd --health-interval --health-retries
         --health-start-interval --health-start-period --health-timeout -h --hostname --io-maxbandwidth --io-maxiops --ip
         --ip6 --ipc --isolation --kernel-memory -l --label --label-file --link --link-local-ip --log-driver --log-opt
         --mac-address -m --memory --memory-reservation --memory-swap --memory-swappiness --mount --name --net --net-alias
         --network --network-alias --oom-score-adj --pid --pids-limit --platform -p --publish --pull --restart --runtime
         --security-opt --shm-size --stop-signal --stop-timeout --storage-opt --sysctl --tmpfs --ulimit -u --user --userns
         --uts -v --volume --volume-driver --volumes-from -w --workdir --authfile --arch --os --variant --secret --pod
         --init-path --systemd --requires --sdnotify --tz --umask --uidmap --gidmap --creds --cert-dir`,
      ),
      verb(
        'pull, image pull',
        '-a --all-tags -q --quiet --disable-content-trust --tls-verify --all-platforms',
        `--platform --authfile --creds --cert-dir --arch --os --variant --policy --retry --retry-delay --unpack --verify
         --cosign-key --decryption-key`,
      ),
      verb(
        'service create',
        '-d --detach --init --no-healthcheck --no-resolve-image -q --quiet --read-only -t --tty --with-registry-auth',
        `--cap-add --cap-drop --config --constraint --container-label --credential-spec --dns --dns-option --dns-search
         --endpoint-mode --entrypoint -e --env --env-file --generic-resource --group --health-cmd --health-interval
         --health-retries --health-start-period --health-timeout --host --hostname --isolation -l --label --limit-cpu
         --limit-memory --limit-pids --log-driver --log-opt --mode --mount --name --network --placement-pref -p --publish
         --replicas --replicas-max-per-node --reserve-cpu --reserve-memory --restart-condition --restart-delay
         --restart-max-attempts --restart-window --rollback-parallelism --secret --stop-grace-period --stop-signal
         --sysctl --ulimit --update-delay --update-failure-action --update-monitor --update-order --update-parallelism
         -u --user -w --workdir`,
      ),
    ],
  },
  {
    programs: ['ctr'],
    ...options('--debug', '-a --address -n --namespace --timeout --connect-timeout'),
    verbs: [
      verb(
        'images pull, image pull, i pull',
        '-k --skip-verify --plain-http --all-platforms --local --print-chainid --skip-metadata',
        `-u --user --platform --hosts-dir --snapshotter --label --refresh --tlscacert --tlscert --tlskey --http-trace
         --max-concurrent-downloads`,
      ),
      verb(
        'run, containers create, container create, c create',
        '--rm -d --detach -t --tty --net-host --privileged --null-io --isolated --read-only --cni --no-pivot --seccomp',
        `--env --env-file --mount --cwd --runtime --snapshotter --label --platform --annotation --memory-limit --log-uri
         --pid-file --gpus --hostname --cap-add --cap-drop -u --user --with-ns --device --allow-new-privs`,
      ),
    ],
  },
  {
    programs: ['crictl'],
    ...options('-D --debug', '-c --config -i --image-endpoint -r --runtime-endpoint -t --timeout'),
    verbs: [verb('pull', '', '-a --annotation --auth --creds --pod-config -u --username --pull-timeout -pt')],
  },
  {
    programs: ['oras'],
    ...options('', ''),
    verbs: [
      verb(
        'pull, discover, copy, cp, manifest fetch, resolve',
        `-d --debug -v --verbose --plain-http --insecure -k --keep-old-files -T --allow-path-traversal -r --recursive
         --include-subject --pretty --descriptor --no-tty`,
        `-o --output -u --username -p --password --ca-file --cert-file --key-file --platform --concurrency --format
         --registry-config --identity-token --artifact-type --resolve --config`,
      ),
    ],
  },
  {
    programs: ['crane'],
    ...options('--insecure -v --verbose --allow-nondistributable-artifacts', '--platform'),
    verbs: [
      verb(
        'pull, export, digest, manifest, config, copy, cp, mutate, validate',
        '--insecure -v --verbose --allow-nondistributable-artifacts -a --all-tags -n --no-clobber --annotate-ref --full-ref',
        '--platform -c --cache_path --format -j --jobs --tarball',
      ),
    ],
  },
];
