// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @dev An ERC-20 of 12 decimals, as those made on mintme.com.
contract Underlying is ERC20 {
    constructor() ERC20("BROski$", "BROSKI") {
        _mint(msg.sender, 1e30);
    }

    function decimals() public pure virtual override returns (uint8) {
        return 12;
    }
}

/// @dev Keeps a hundredth of what is moved.
contract FeeUnderlying is Underlying {
    function _update(address from, address to, uint256 value) internal override {
        if (from != address(0) && to != address(0)) {
            super._update(from, address(this), value / 100);
            value -= value / 100;
        }
        super._update(from, to, value);
    }
}

/// @dev Returns nothing, as some older tokens do, and 6 decimals.
contract SilentUnderlying {
    uint8 public constant decimals = 6;
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;

    constructor() {
        balanceOf[msg.sender] = 1e30;
    }

    function approve(address spender, uint256 value) external {
        allowance[msg.sender][spender] = value;
    }

    function transfer(address to, uint256 value) external {
        balanceOf[msg.sender] -= value;
        balanceOf[to] += value;
    }

    function transferFrom(address from, address to, uint256 value) external {
        allowance[from][msg.sender] -= value;
        balanceOf[from] -= value;
        balanceOf[to] += value;
    }
}

/// @dev Says false and does nothing once it is told to.
contract FalseUnderlying is Underlying {
    bool public lying;

    function lie() external {
        lying = true;
    }

    function transfer(address to, uint256 value) public override returns (bool) {
        return !lying && super.transfer(to, value);
    }

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        return !lying && super.transferFrom(from, to, value);
    }
}

/// @dev Calls somebody back in the midst of each move, and remembers what came of it.
contract CallingUnderlying is Underlying {
    address private _target;
    bytes private _call;
    bool public failed;
    bytes4 public reason;

    function callBack(address target, bytes calldata call) external {
        (_target, _call) = (target, call);
    }

    function _update(address from, address to, uint256 value) internal override {
        if (_target != address(0)) {
            (bool ok, bytes memory answer) = _target.call(_call);
            (failed, reason) = (!ok, bytes4(answer));
        }
        super._update(from, to, value);
    }
}

/// @dev Has more decimals than anybody can hold much of, or none that it can tell.
contract OddUnderlying {
    bytes private _answer;

    constructor(bytes memory answer) {
        _answer = answer;
    }

    fallback(bytes calldata) external returns (bytes memory) {
        return _answer;
    }
}
