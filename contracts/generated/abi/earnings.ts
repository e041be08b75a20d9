// Generated from the compiled contracts by `npm run compile`. Do not edit.

export const earningsAbi = [
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "forwarder",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "custodian_",
        "type": "address"
      },
      {
        "internalType": "contract ICommunities",
        "name": "communities_",
        "type": "address"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "target",
        "type": "address"
      }
    ],
    "name": "AddressEmptyCode",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "EarningsBadRates",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "EarningsBadSeason",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint64",
        "name": "expected",
        "type": "uint64"
      }
    ],
    "name": "EarningsBadSettlement",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      }
    ],
    "name": "EarningsNotAdmin",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      }
    ],
    "name": "EarningsNotReporter",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "EarningsNothing",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "most",
        "type": "uint256"
      }
    ],
    "name": "EarningsTooManySeasons",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "FailedCall",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "balance",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "needed",
        "type": "uint256"
      }
    ],
    "name": "InsufficientBalance",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "member",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "streak",
        "type": "uint256"
      }
    ],
    "name": "DailyClaimed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "components": [
          {
            "internalType": "uint256",
            "name": "rewards",
            "type": "uint256"
          },
          {
            "internalType": "uint64",
            "name": "limits",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "streakBps",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "tierBps",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "seasonBps",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "registration",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "daily",
            "type": "uint32"
          },
          {
            "internalType": "bool",
            "name": "grace",
            "type": "bool"
          },
          {
            "internalType": "bool",
            "name": "counted",
            "type": "bool"
          }
        ],
        "indexed": false,
        "internalType": "struct ITokenTypes.Rates",
        "name": "rates",
        "type": "tuple"
      }
    ],
    "name": "RatesSet",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "season",
        "type": "uint256"
      },
      {
        "components": [
          {
            "internalType": "uint48",
            "name": "opens",
            "type": "uint48"
          },
          {
            "internalType": "uint48",
            "name": "closes",
            "type": "uint48"
          },
          {
            "internalType": "uint32",
            "name": "bps",
            "type": "uint32"
          }
        ],
        "indexed": false,
        "internalType": "struct IEarnings.Season",
        "name": "window",
        "type": "tuple"
      }
    ],
    "name": "SeasonSet",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "reporter",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "settlement",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "uint256[]",
        "name": "paid",
        "type": "uint256[]"
      }
    ],
    "name": "Settled",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint32",
        "name": "bps",
        "type": "uint32"
      }
    ],
    "name": "WeekendSet",
    "type": "event"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      }
    ],
    "name": "claimDaily",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "communities",
    "outputs": [
      {
        "internalType": "contract ICommunities",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "custodian",
    "outputs": [
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "forwarder",
        "type": "address"
      }
    ],
    "name": "isTrustedForwarder",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "reporter",
        "type": "address"
      }
    ],
    "name": "nextSettlement",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "",
        "type": "uint64"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      }
    ],
    "name": "ratesOf",
    "outputs": [
      {
        "components": [
          {
            "internalType": "uint256",
            "name": "rewards",
            "type": "uint256"
          },
          {
            "internalType": "uint64",
            "name": "limits",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "streakBps",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "tierBps",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "seasonBps",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "registration",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "daily",
            "type": "uint32"
          },
          {
            "internalType": "bool",
            "name": "grace",
            "type": "bool"
          },
          {
            "internalType": "bool",
            "name": "counted",
            "type": "bool"
          }
        ],
        "internalType": "struct ITokenTypes.Rates",
        "name": "rates",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      }
    ],
    "name": "seasonsOf",
    "outputs": [
      {
        "components": [
          {
            "internalType": "uint48",
            "name": "opens",
            "type": "uint48"
          },
          {
            "internalType": "uint48",
            "name": "closes",
            "type": "uint48"
          },
          {
            "internalType": "uint32",
            "name": "bps",
            "type": "uint32"
          }
        ],
        "internalType": "struct IEarnings.Season[]",
        "name": "seasons",
        "type": "tuple[]"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "components": [
          {
            "internalType": "uint256",
            "name": "rewards",
            "type": "uint256"
          },
          {
            "internalType": "uint64",
            "name": "limits",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "streakBps",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "tierBps",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "seasonBps",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "registration",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "daily",
            "type": "uint32"
          },
          {
            "internalType": "bool",
            "name": "grace",
            "type": "bool"
          },
          {
            "internalType": "bool",
            "name": "counted",
            "type": "bool"
          }
        ],
        "internalType": "struct ITokenTypes.Rates",
        "name": "rates",
        "type": "tuple"
      }
    ],
    "name": "setRates",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "season",
        "type": "uint256"
      },
      {
        "components": [
          {
            "internalType": "uint48",
            "name": "opens",
            "type": "uint48"
          },
          {
            "internalType": "uint48",
            "name": "closes",
            "type": "uint48"
          },
          {
            "internalType": "uint32",
            "name": "bps",
            "type": "uint32"
          }
        ],
        "internalType": "struct IEarnings.Season",
        "name": "window",
        "type": "tuple"
      }
    ],
    "name": "setSeason",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "uint32",
        "name": "bps",
        "type": "uint32"
      }
    ],
    "name": "setWeekend",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "uint64",
        "name": "settlement",
        "type": "uint64"
      },
      {
        "internalType": "uint256[]",
        "name": "reports",
        "type": "uint256[]"
      }
    ],
    "name": "settle",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "trustedForwarder",
    "outputs": [
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  }
] as const;
